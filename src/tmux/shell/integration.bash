# Marks each command's start and end for panectl (OSC 133 with a nonce); shows nothing, types nothing.
# bash (4.4 or newer) reads this as $ENV because it was started with --posix, which makes it read nothing else, also
# as a login shell (run_startup_files in bash's shell.c). So this file first undoes posix mode and then reads what
# bash itself would have read.
[[ $- == *i* && -n ${PANECTL_NONCE-} ]] || return 0

builtin set +o posix
builtin shopt -u inherit_errexit 2>/dev/null # posix mode turns it on, and leaving it does not turn it off
__panectl_nonce=$PANECTL_NONCE __panectl_files=${ENV%/*}
[[ -n ${PANECTL_ENV+set} ]] && { ENV=$PANECTL_ENV; export ENV; } || builtin unset ENV
# In posix mode the history file is another one; only a name that came from outside stays.
[[ -n ${PANECTL_HISTFILE+set} ]] || HISTFILE=~/.bash_history
builtin unset PANECTL_NONCE PANECTL_ENV PANECTL_HISTFILE

if builtin shopt -q login_shell; then
  [[ -r /etc/profile ]] && . /etc/profile
  for __panectl_file in ~/.bash_profile ~/.bash_login ~/.profile; do
    [[ -r $__panectl_file ]] && { . "$__panectl_file"; break; }
  done
else
  [[ -r /etc/bash.bashrc ]] && . /etc/bash.bashrc
  [[ -r ~/.bashrc ]] && . ~/.bashrc
fi
builtin unset __panectl_file

. "$__panectl_files/marks.bash"
builtin unset __panectl_files
