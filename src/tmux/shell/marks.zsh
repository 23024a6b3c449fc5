# The marks themselves, for a zsh that panectl started (zsh/.zshenv) or was asked to integrate (inject.zsh).
__panectl_end() {
  __panectl_code=$?
  if (( __panectl_ran )); then
    __panectl_ran=0
    builtin printf '\e]133;D;%s;aid=%s\a' $__panectl_code $__panectl_nonce
  fi
  return $__panectl_code
}
# Themes build PS1 anew before each prompt, so the marks are put back each time, after all other hooks.
__panectl_prompt() {
  [[ $PS1 == *'133;A;aid='* ]] ||
    PS1=$'%{\e]133;A;aid='$__panectl_nonce$';code=%?\a%}'$PS1$'%{\e]133;B;aid='$__panectl_nonce$'\a%}'
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
  builtin printf '\e]133;C;aid=%s;cmdline_url=%s\a' $__panectl_nonce $line
}
typeset -ga precmd_functions preexec_functions
precmd_functions=(__panectl_end $precmd_functions __panectl_prompt)
preexec_functions+=(__panectl_start)
