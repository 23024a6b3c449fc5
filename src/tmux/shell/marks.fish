# The marks themselves, for a fish that panectl started (integration.fish) or was asked to integrate (inject.fish).
function __panectl_start --on-event fish_preexec
    set -l line (string sub -l 32768 -- $argv[1] | string replace -a % %25 | string replace -a ';' %3B | string replace -a \t %09 | string join %0A)
    set line (string replace -ar '[[:cntrl:]]' %3F -- $line)
    printf '\e]133;C;aid=%s;cmdline_url=%s\a' $__panectl_nonce $line
end

function __panectl_end --on-event fish_postexec
    set -l code $status
    printf '\e]133;D;%s;aid=%s\a' $code $__panectl_nonce
end

# The prompt's own function is wrapped once it is known; a theme that changes it later loses the end mark only.
function __panectl_prompt --on-event fish_prompt
    set -l code $status
    printf '\e]133;A;aid=%s;code=%s\a' $__panectl_nonce $code
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
