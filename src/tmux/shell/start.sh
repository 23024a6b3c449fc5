#!/bin/sh
# Starts a person's shell in a pane with panectl's marks: sh start.sh NONCE login|plain SHELL
# None of the person's files is changed or left out; each shell is pointed at a file of ours by its own documented
# means, and that file reads the person's files as the shell would have. A shell that is not known starts as it is.
nonce=$1 kind=$2 shell=$3
here=${0%/*}
login=
[ "$kind" = login ] && login=-l
case ${shell##*/} in
bash)
  [ -n "${ENV+set}" ] && export PANECTL_ENV="$ENV"
  [ -n "${HISTFILE+set}" ] && export PANECTL_HISTFILE=set
  export PANECTL_NONCE="$nonce" ENV="$here/integration.bash"
  exec "$shell" --posix $login -i
  ;;
zsh)
  [ -n "${ZDOTDIR+set}" ] && export PANECTL_ZDOTDIR="$ZDOTDIR"
  export PANECTL_NONCE="$nonce" ZDOTDIR="$here/zsh"
  exec "$shell" $login -i
  ;;
fish)
  export PANECTL_NONCE="$nonce"
  export PANECTL_FILES="$here"
  exec "$shell" $login -i -C 'source "$PANECTL_FILES/integration.fish"; set -e PANECTL_FILES'
  ;;
*)
  exec "$shell" $login
  ;;
esac
