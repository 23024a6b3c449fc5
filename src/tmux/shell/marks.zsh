# The marks themselves, for a zsh that panectl started (zsh/.zshenv) or was asked to integrate (inject.zsh).
# Prompts are numbered, and the marks of a command line carry the number of its prompt: one that was missed is noticed.
typeset -gi __panectl_number=0
__panectl_end() {
  __panectl_code=$?
  if (( ${+__panectl_histchars} )); then
    histchars=$__panectl_histchars
    unset __panectl_histchars
  fi
  if (( __panectl_ran )); then
    __panectl_ran=0
    builtin printf '\e]133;D;%s;aid=%s;n=%s\a' $__panectl_code $__panectl_nonce $__panectl_number
  fi
  __panectl_number+=1
  builtin printf '\e]133;A;aid=%s;n=%s;code=%s\a' $__panectl_nonce $__panectl_number $__panectl_code
  return $__panectl_code
}
# Themes build PS1 anew before each prompt, so the marks are put back each time, after all other hooks.
__panectl_prompt() {
  [[ $PS1 == *'133;B;aid='* ]] || PS1=$PS1$'%{\e]133;B;aid='$__panectl_nonce$'\a%}'
  [[ $PS2 == *'133;K;aid='* ]] || PS2=$'%{\e]133;K;aid='$__panectl_nonce$'\a%}'$PS2
  (( ${precmd_functions[(I)__panectl_prompt]} == $#precmd_functions )) ||
    precmd_functions=(${precmd_functions:#__panectl_prompt} __panectl_prompt)
  return $__panectl_code
}
__panectl_start() {
  emulate -L zsh
  local line=${1[1,32768]}
  line=${line//\%/%25} line=${line//;/%3B} line=${line//$'\n'/%0A} line=${line//$'\t'/%09}
  line=${line//[[:cntrl:]]/%3F}
  __panectl_ran=1
  builtin printf '\e]133;C;aid=%s;n=%s;cmdline_url=%s\a' $__panectl_nonce $__panectl_number $line
}
# Behind a key that no keyboard has: the next line is to be taken as it is written, without history expansion. The
# option BANG_HIST is read before a line begins, the character itself (histchars) with each character of it.
__panectl_as_written() {
  typeset -g __panectl_histchars=$histchars
  histchars=
}
zle -N __panectl_as_written
for __panectl_keymap in emacs viins vicmd; do
  bindkey -M $__panectl_keymap '\e[7741~' __panectl_as_written
done
unset __panectl_keymap
# The code of a shell that is told to exit. tmux throws away what it has not read when the shell has gone, so it gets a
# moment.
__panectl_leave() {
  __panectl_code=$?
  (( __panectl_ran )) || return $__panectl_code
  builtin printf '\e]133;D;%s;aid=%s;n=%s\a' $__panectl_code $__panectl_nonce $__panectl_number
  command sleep 0.05
  return $__panectl_code
}
typeset -ga precmd_functions preexec_functions zshexit_functions
zshexit_functions=(__panectl_leave $zshexit_functions)
precmd_functions=(__panectl_end $precmd_functions __panectl_prompt)
preexec_functions+=(__panectl_start)
