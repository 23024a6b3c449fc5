# fish completion for panectl:  panectl completion fish > ~/.config/fish/completions/panectl.fish
function __panectl_complete
    set -l words (commandline -opc)
    set -e words[1]
    set -l typed (commandline -ct)
    set -l lines (panectl __complete fish $words "$typed" </dev/null 2>/dev/null)
    switch "$lines[1]"
        case files
            __fish_complete_path "$typed"
        case folders
            __fish_complete_directories "$typed"
        case words open
            set -e lines[1]
            printf '%s\n' $lines
    end
end
complete -c panectl -e
complete -c panectl -f -a '(__panectl_complete)'
