#!/bin/sh
# Packs panectl, installs the tarball as a stranger would (an empty home, an empty folder, this machine's own Node),
# and uses it: into a project, globally, and without the Node that it brings. Needs the network, and takes a minute or two.
set -eu
cd "$(dirname "$0")/.."
sh scripts/ensure-built.sh

box=$(mktemp -d)
say() { printf 'panectl: %s\n' "$1"; }
fail() { say "RED: $1" >&2; exit 1; }

# A caller without anything of ours, of npm's or of a tmux around it.
as_stranger() {
  env -i HOME="$box/home" PATH="$clean_path" TERM=xterm-256color LANG=C.UTF-8 PANECTL_SOCKET="$box/tmux" "$@"
}
# The same with the way into the network that this machine needs, and an end.
install() {
  timeout 200 env -i HOME="$box/home" PATH="$clean_path" \
    ${NODE_EXTRA_CA_CERTS:+NODE_EXTRA_CA_CERTS="$NODE_EXTRA_CA_CERTS"} ${SSL_CERT_FILE:+SSL_CERT_FILE="$SSL_CERT_FILE"} \
    ${HTTPS_PROXY:+HTTPS_PROXY="$HTTPS_PROXY"} ${https_proxy:+https_proxy="$https_proxy"} \
    npm install --silent --no-progress --no-audit --no-fund --fetch-retries=1 "$@" </dev/null >"$box/npm" 2>&1 ||
    fail "npm install $*: $(tail -3 "$box/npm")"
}
tidy() {
  [ ! -x "$box/app/node_modules/.bin/panectl" ] || as_stranger "$box/app/node_modules/.bin/panectl" daemon-stop >/dev/null 2>&1 || true
  rm -rf "$box"
}
trap tidy EXIT
trap 'exit 130' INT TERM HUP

clean_path=$(printf '%s' "$PATH" | tr ':' '\n' | grep -v 'node_modules/\.bin\|node-gyp-bin' | paste -sd: -)
mkdir "$box/home" "$box/app" "$box/bare"

as_stranger npm pack --silent --pack-destination "$box" "$PWD" >/dev/null
tarball=$(ls "$box"/panectl-*.tgz)
tar tzf "$tarball" | sed 's,^package/,,' | sort >"$box/files"
say "$(wc -l <"$box/files") files, $(($(wc -c <"$tarball") / 1024)) KiB packed"
if unwanted=$(grep -E '^(src|test|scripts|docs|node_modules)/|\.map$|\.test\.|\.tsx?$' "$box/files"); then
  fail "the package holds $unwanted"
fi
for wanted in bin/panectl dist/cli.mjs dist/daemon.mjs dist/panel.mjs dist/mcp.mjs dist/shell/start.sh \
  dist/completion/panectl.bash dist/demo/session.yml man/panectl.1 schema/session-file.json skills/panectl/SKILL.md LICENSE README.md; do
  grep -qx "$wanted" "$box/files" || fail "the package lacks $wanted"
done

say 'into a project'
(cd "$box/app" && install "$tarball")
panectl=$box/app/node_modules/.bin/panectl
as_stranger "$panectl" version | grep -q '^panectl .*node 2[2-9]' || fail 'version'
as_stranger "$panectl" doctor >"$box/doctor" || fail "doctor: $(cat "$box/doctor")"
as_stranger "$panectl" completion bash | grep -q 'complete -F' || fail 'completion'
as_stranger "$panectl" demo scaled </dev/null >"$box/demo" 2>&1 || fail "demo: $(tail -5 "$box/demo")"
grep -q 'operations in' "$box/demo" || fail "demo: $(tail -5 "$box/demo")"
cat >"$box/asked" <<'END'
{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"check","version":"1"}}}
{"jsonrpc":"2.0","method":"notifications/initialized"}
{"jsonrpc":"2.0","id":2,"method":"tools/list"}
END
# Its answers come before it reads the end of its input, or that would be a race.
mkfifo "$box/asking"
as_stranger "$panectl" mcp <"$box/asking" >"$box/answered" &
exec 3>"$box/asking"
cat "$box/asked" >&3
tries=0
until grep -q '"pane_create"' "$box/answered"; do
  tries=$((tries + 1))
  [ "$tries" -lt 300 ] || fail "mcp: $(head -c 500 "$box/answered")"
  sleep 0.1
done
exec 3>&-
wait
as_stranger "$panectl" daemon-stop >/dev/null

say 'globally'
install --global --prefix "$box/global" "$tarball"
as_stranger "$box/global/bin/panectl" version | grep -q '^panectl .*node 2[2-9]' || fail 'version, installed globally'
[ -f "$box/global/share/man/man1/panectl.1" ] || say 'this npm links no manual pages'

say 'without the Node that it brings'
(cd "$box/bare" && install --omit=optional "$tarball")
status=0
said=$(as_stranger "$box/bare/node_modules/.bin/panectl" version 2>&1) || status=$?
case $(as_stranger node --version) in
  v2[2-9]* | v[3-9]?.*) [ "$status" -eq 0 ] || fail "with the system's Node: $said" ;;
  *) [ "$status" -eq 5 ] && [ "$(printf '%s\n' "$said" | wc -l)" -eq 1 ] || fail "with a Node that is too old: $said" ;;
esac
say 'the package is well'
