# Marks each command's start and end for panectl (OSC 133 with a nonce); shows nothing, types nothing.
# zsh reads this because ZDOTDIR names its folder; it gives ZDOTDIR back and reads the user's own .zshenv, and zsh then
# goes on with the user's other files by itself.
if [[ -n ${PANECTL_ZDOTDIR+set} ]]; then
  export ZDOTDIR=$PANECTL_ZDOTDIR
  unset PANECTL_ZDOTDIR
else
  unset ZDOTDIR
fi
typeset -g __panectl_nonce=${PANECTL_NONCE-} __panectl_ran=0 __panectl_code=0
unset PANECTL_NONCE

{
  [[ -r ${ZDOTDIR-$HOME}/.zshenv ]] && source -- "${ZDOTDIR-$HOME}/.zshenv"
} always {
  if [[ -o interactive && -n $__panectl_nonce ]]; then
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
  fi
}
