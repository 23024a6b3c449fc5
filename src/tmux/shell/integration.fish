# Marks each command's start and end for panectl (OSC 133 with a nonce); shows nothing, types nothing.
# Run by fish's --init-command, after the user's own configuration.
status is-interactive; and set -q PANECTL_NONCE; or exit 0
set -g __panectl_nonce $PANECTL_NONCE
set -e PANECTL_NONCE

source (dirname (status filename))/marks.fish
