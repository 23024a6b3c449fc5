# The marks themselves, for a fish that panectl started (integration.fish) or was asked to integrate (inject.fish).
# Prompts are numbered, and the marks of a command line carry the number of its prompt: one that was missed is noticed.
set -g __panectl_number 0

function __panectl_start --on-event fish_preexec
    string match -qr '\S' -- $argv[1]; or return
    # A comment runs nothing, and $status stays what it was before.
    set -g __panectl_void 1
    string match -qvr '^\s*(#.*)?$' -- (string split \n -- $argv[1]); and set -g __panectl_void 0
    set -l line (string sub -l 32768 -- $argv[1] | string replace -a % %25 | string replace -a ';' %3B | string replace -a \t %09 | string join %0A)
    set line (string replace -ar '[[:cntrl:]]' %3F -- $line)
    printf '\e]133;C;aid=%s;n=%s;cmdline_url=%s\a' $__panectl_nonce $__panectl_number $line
end

function __panectl_end --on-event fish_postexec
    set -l code $status
    test "$__panectl_void" = 1; and set code 0
    printf '\e]133;D;%s;aid=%s;n=%s\a' $code $__panectl_nonce $__panectl_number
end

# The prompt's own function is wrapped once it is known; a theme that changes it later loses the end mark only.
function __panectl_prompt --on-event fish_prompt
    set -l code $status
    set __panectl_number (math $__panectl_number + 1)
    printf '\e]133;A;aid=%s;n=%s;code=%s\a' $__panectl_nonce $__panectl_number $code
    if not functions -q __panectl_original_prompt
        functions -q fish_prompt; or function fish_prompt
            printf '%s> ' (prompt_pwd)
        end
        functions -c fish_prompt __panectl_original_prompt
        function fish_prompt
            set -l code $status
            __panectl_restore_status $code
            __panectl_original_prompt
            printf '\e]133;B;aid=%s\a' $__panectl_nonce
        end
    end
end

function __panectl_restore_status
    return $argv[1]
end

# Behind a key that no keyboard has. fish keeps a line that it refuses, or that goes on, in its editor and says so to
# nobody; panectl asks before it presses Enter. 0: it can run, 1: it is refused, 2: it is not complete. Then it is wiped.
function __panectl_check
    commandline --is-valid
    set -l valid $status
    test $valid = 0; or commandline -r ''
    printf '\e]133;K;aid=%s;valid=%s\a' $__panectl_nonce $valid
end
for mode in default insert visual
    bind -M $mode \e\[7741~ __panectl_check 2>/dev/null
end
