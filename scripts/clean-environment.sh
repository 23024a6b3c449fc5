# Sourced. npm puts node_modules/.bin, with a Node of its own, and npm_* into the environment of what it runs. A tmux
# server or daemon that is started from here would hand them to every shell that people open in it.
PATH=$(printf '%s' "$PATH" | tr ':' '\n' | grep -v -e '/node_modules/\.bin$' -e '/node-gyp-bin$' | paste -s -d ':' -)
export PATH
for name in $(env | sed -n 's/^\(npm_[A-Za-z0-9_]*\)=.*/\1/p') INIT_CWD NODE COLOR; do
  unset "$name"
done
# npm names an editor where the person named none, and tmux changes its keys for vi (options-table.c, mode-keys).
[ "${EDITOR:-}" != vi ] || unset EDITOR
