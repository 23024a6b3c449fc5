# Sourced. `find_node` prints the Node to use: the one that npm brought, else the caller's if it is new enough.
find_node() {
  for candidate in node_modules/node-linux-*/bin/node "$(command -v node || true)"; do
    [ -x "$candidate" ] && is_new_enough "$candidate" && echo "$candidate" && return 0
  done
  return 1
}

is_new_enough() {
  "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 18) ? 0 : 1)' \
    2>/dev/null
}
