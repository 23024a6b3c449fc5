#!/bin/sh
# `npm start`: panectl on the tmux server that is there; where none is, the scaled demo on one of its own.
set -eu
cd "$(dirname "$0")/.."

tmux_problem() {
  command -v tmux >/dev/null 2>&1 || {
    echo 'panectl needs tmux 3.3 or newer, and there is none: install it, e.g. with `sudo apt install tmux` or `brew install tmux`.'
    return 0
  }
  version=$(tmux -V 2>/dev/null | sed 's/^tmux //')
  case $version in
    # next-3.4, 3.5a, openbsd-7.4, master: what has no number of its own is taken to be new.
    [012].* | 3.[012] | 3.[012][!0-9]*)
      echo "panectl needs tmux 3.3 or newer, and this is $version: install a newer one, e.g. from your distribution's backports."
      return 0
      ;;
  esac
  return 1
}

has_sessions() {
  if [ -n "${PANECTL_SOCKET:-}" ]; then
    tmux -S "$PANECTL_SOCKET" list-sessions >/dev/null 2>&1
  else
    tmux list-sessions >/dev/null 2>&1
  fi
}

if problem=$(tmux_problem); then
  printf '%s\n' "$problem" >&2
  exit 5
fi
sh scripts/ensure-built.sh
# Only now: the settings of npm that came as environment are for the install.
. scripts/clean-environment.sh
if [ "$#" -gt 0 ] || has_sessions; then exec bin/panectl "$@"; fi
exec bin/panectl demo scaled
