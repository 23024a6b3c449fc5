#!/bin/sh
# Everything that must hold, cheapest first; stops at the first thing that does not. Arguments go to vitest alone:
# `npm test -- test/store`.
set -eu
cd "$(dirname "$0")/.."
PATH="$PWD/node_modules/.bin:$PATH"
export PATH

if [ "$#" -gt 0 ]; then exec vitest run "$@"; fi

step() { printf '\n== %s\n' "$1"; }
trap 'status=$?; [ "$status" -eq 0 ] || printf "\npanectl: RED in \"%s\" (exit %s)\n" "$current" "$status"' EXIT

current='format and lint' && step "$current" && sh scripts/lint.sh
current='types' && step "$current" && tsc -p .
current='tests' && step "$current" && vitest run --reporter=dot
printf '\npanectl: all green (format, lint, types, import rules, unit, real tmux, screens, end to end)\n'
