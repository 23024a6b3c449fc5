# Marks each command's start and end for panectl (OSC 133 with a nonce); shows nothing, types nothing.
# zsh reads this because ZDOTDIR names its folder; it gives ZDOTDIR back and reads the user's own .zshenv, and zsh then
# goes on with the user's other files by itself.
if [[ -n ${PANECTL_ZDOTDIR+set} ]]; then
  export ZDOTDIR=$PANECTL_ZDOTDIR
  unset PANECTL_ZDOTDIR
else
  unset ZDOTDIR
fi
typeset -g __panectl_files=${${(%):-%x}:A:h:h}
typeset -g __panectl_nonce=${PANECTL_NONCE-} __panectl_ran=0 __panectl_code=0
unset PANECTL_NONCE

{
  [[ -r ${ZDOTDIR-$HOME}/.zshenv ]] && source -- "${ZDOTDIR-$HOME}/.zshenv"
} always {
  if [[ -o interactive && -n $__panectl_nonce ]]; then
    source -- "$__panectl_files/marks.zsh"
  fi
}
unset __panectl_files
