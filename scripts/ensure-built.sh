#!/bin/sh
# Installs and builds what is missing or stale, and does nothing otherwise (no network, about 30 ms).
# Runs before `npm start` and `npm test`; the system's Node may be too old, the one that npm brings is used.
set -eu
cd "$(dirname "$0")/.."
. scripts/find-node.sh

say() { printf 'panectl: %s\n' "$1" >&2; }
give_up() { say "$1"; exit 1; }

INSTALLED=node_modules/.panectl-installed
BUILT=dist/.built
LOCK=.cache/build.lock

must_install() {
  [ -d node_modules ] || return 0
  # npm's own record serves those who ran `npm ci` by hand.
  for record in "$INSTALLED" node_modules/.package-lock.json; do
    [ -f "$record" ] && [ -z "$(find package-lock.json -newer "$record")" ] && return 1
  done
  return 0
}

must_build() {
  [ -f "$BUILT" ] || return 0
  # Folders count too: a file that was removed changes its folder's time only.
  [ -n "$(find src scripts/build.mjs package.json "$INSTALLED" -newer "$BUILT" 2>/dev/null | head -n 1)" ]
}

install() {
  command -v npm >/dev/null 2>&1 || give_up 'npm is missing; install Node 20 or newer with npm'
  say 'installing packages (npm install) ...'
  npm install --no-progress </dev/null >&2 || give_up 'npm install failed; see above'
  touch "$INSTALLED"
}

build() {
  node=$(find_node) || give_up 'no Node 22.18 or newer: run `npm install` without --omit=optional, or install Node 24'
  say 'building dist/ ...'
  "$node" scripts/build.mjs >&2 || give_up 'the build failed; see above'
}

# One at a time: `mkdir` is atomic; a holder that has died is pushed aside.
take_lock() {
  mkdir -p .cache
  until mkdir "$LOCK" 2>/dev/null; do
    holder=$(cat "$LOCK/pid" 2>/dev/null || true)
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
      rm -rf "$LOCK"
    else
      sleep 0.2
    fi
  done
  echo $$ >"$LOCK/pid"
  trap 'rm -rf "$LOCK"' EXIT
  trap 'exit 130' INT TERM HUP
}

must_install || must_build || exit 0
take_lock
if must_install; then install; fi
if must_build; then build; fi
