# The marks themselves, for a bash that panectl started (integration.bash) or was asked to integrate (inject.bash).
# PS0 came with 4.4; an older bash runs as it is, without marks.
((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404)) || return 0

__panectl_ran=0 __panectl_code=0 __panectl_number=

# First of PROMPT_COMMAND, so that $? is the command's own; bash restores $? for the prompt by itself.
__panectl_end() {
  __panectl_code=$?
  if ((__panectl_ran)); then
    __panectl_ran=0
    builtin printf '\e]133;D;%s;aid=%s\a' "$__panectl_code" "$__panectl_nonce"
  fi
  return "$__panectl_code"
}

# Last of PROMPT_COMMAND: themes build PS1 and PS0 anew before each prompt, so the marks are put back each time.
__panectl_prompt() {
  [[ $PS0 == *__panectl_ran=1* ]] ||
    PS0='${__panectl_nonce:$((__panectl_ran=1,0)):0}$(__panectl_start)'"$PS0"
  [[ $PS1 == *'133;A;aid='* ]] ||
    PS1='\[\e]133;A;aid=${__panectl_nonce};code=${__panectl_code}\a\]'"$PS1"'\[\e]133;B;aid=${__panectl_nonce}\a\]'
  return "$__panectl_code"
}

# The command line as the history has it, percent-encoded where a terminal would stumble. Without a new entry
# (HISTCONTROL=ignorespace, history off) nothing is said, and panectl takes what was echoed.
__panectl_start() {
  local line number
  line=$(HISTTIMEFORMAT='' builtin history 1 2>/dev/null)
  [[ $line =~ ^[[:space:]]*([0-9]+)\*?[[:space:]]+(.*)$ ]] && number=${BASH_REMATCH[1]} line=${BASH_REMATCH[2]} || line=
  line=${line:0:32768}
  line=${line//%/%25} line=${line//;/%3B} line=${line//$'\n'/%0A} line=${line//$'\t'/%09}
  line=${line//[[:cntrl:]]/%3F}
  builtin printf '\e]133;C;aid=%s;entry=%s;cmdline_url=%s\a' "$__panectl_nonce" "$number" "$line"
}

if [[ $(builtin declare -p PROMPT_COMMAND 2>/dev/null) == 'declare -a'* ]]; then
  PROMPT_COMMAND=(__panectl_end "${PROMPT_COMMAND[@]}" __panectl_prompt)
else
  PROMPT_COMMAND="__panectl_end${PROMPT_COMMAND:+
$PROMPT_COMMAND}
__panectl_prompt"
fi
