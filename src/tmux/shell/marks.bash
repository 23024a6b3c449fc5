# The marks themselves, for a bash that panectl started (integration.bash) or was asked to integrate (inject.bash).
# PS0 came with 4.4; an older bash runs as it is, without marks.
((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404)) || return 0

# Prompts are numbered, and the marks of a command line carry the number of its prompt: one that was missed is noticed.
__panectl_ran=0 __panectl_code=0 __panectl_number=0 __panectl_entry= __panectl_plain=0

# First of PROMPT_COMMAND, so that $? is the command's own; bash restores $? for the prompt by itself. That a prompt
# comes is said here and not in PS1, which readline prints again whenever it draws the line anew.
__panectl_end() {
  __panectl_code=$?
  ((__panectl_plain)) && { __panectl_plain=0; builtin set -H; }
  if ((__panectl_ran)); then
    __panectl_ran=0
    builtin printf '\e]133;D;%s;aid=%s;n=%s\a' "$__panectl_code" "$__panectl_nonce" "$__panectl_number"
  fi
  __panectl_number=$((__panectl_number + 1))
  builtin printf '\e]133;A;aid=%s;n=%s;code=%s\a' "$__panectl_nonce" "$__panectl_number" "$__panectl_code"
  return "$__panectl_code"
}

# Last of PROMPT_COMMAND: themes build PS1 and PS0 anew before each prompt, so the marks are put back each time.
__panectl_prompt() {
  [[ $PS0 == *__panectl_ran=1* ]] ||
    PS0='${__panectl_nonce:$((__panectl_ran=1,0)):0}$(__panectl_start)'"$PS0"
  [[ $PS1 == *'133;B;aid='* ]] || PS1=$PS1'\[\e]133;B;aid=${__panectl_nonce}\a\]'
  [[ $PS2 == *'133;K;aid='* ]] || PS2='\[\e]133;K;aid=${__panectl_nonce}\a\]'$PS2
  __panectl_entry=$HISTCMD # the number that the history will give the next line
  return "$__panectl_code"
}

# The command line as the history has it, percent-encoded where a terminal would stumble. Without a new entry
# (HISTCONTROL, history off) nothing is said, and panectl takes what was echoed.
__panectl_start() {
  local line
  line=$(HISTTIMEFORMAT='' builtin history 1 2>/dev/null)
  [[ $line =~ ^[[:space:]]*([0-9]+)[*[:space:]][[:space:]](.*)$ && ${BASH_REMATCH[1]} == "$__panectl_entry" ]] &&
    line=${BASH_REMATCH[2]} || line=
  line=${line:0:32768}
  line=${line//%/%25} line=${line//;/%3B} line=${line//$'\n'/%0A} line=${line//$'\t'/%09}
  line=${line//[[:cntrl:]]/%3F}
  builtin printf '\e]133;C;aid=%s;n=%s;cmdline_url=%s\a' "$__panectl_nonce" "$__panectl_number" "$line"
}

# Behind a key that no keyboard has: the next line is to be taken as it is written, without history expansion.
__panectl_as_written() {
  [[ $- == *H* ]] || return 0
  __panectl_plain=1
  builtin set +H
}
for __panectl_keymap in emacs vi-insert vi-command; do
  builtin bind -m "$__panectl_keymap" -x '"\e[7741~": __panectl_as_written' 2>/dev/null
done
builtin unset __panectl_keymap

# The code of a shell that is told to exit, unless the person has a trap for that. tmux throws away what it has not read
# when the shell has gone, so it gets a moment.
[[ -n $(builtin trap -p EXIT) ]] ||
  builtin trap '__panectl_code=$?; ((__panectl_ran)) && { builtin printf "\e]133;D;%s;aid=%s;n=%s\a" "$__panectl_code" "$__panectl_nonce" "$__panectl_number"; command sleep 0.05; }' EXIT

if [[ $(builtin declare -p PROMPT_COMMAND 2>/dev/null) == 'declare -a'* ]]; then
  PROMPT_COMMAND=(__panectl_end "${PROMPT_COMMAND[@]}" __panectl_prompt)
else
  PROMPT_COMMAND="__panectl_end${PROMPT_COMMAND:+
$PROMPT_COMMAND}
__panectl_prompt"
fi
