#!/bin/sh
# The first process of a pane that was made with a command: sh leader.sh NONCE FOLDER SHELL COMMAND
# tmux destroys a pane's terminal when its first process ends, with whatever was not read from it yet (window.c,
# window_pane_read_callback), so the last lines of a command would be lost. This one outlives the command until
# panectl has read everything: it prints an end mark that no terminal shows, and waits for FOLDER/NONCE to appear,
# at most about 30 seconds, or not at all when panectl's socket in FOLDER has gone. Nothing is read from the pane's input.
nonce=$1 folder=$2 shell=$3 command=$4
trap : INT QUIT TERM # the command gets them with their usual effect: a trap that is not "ignore" is not inherited
exec 3>&2 2>/dev/null # this shell's own "Killed" is no output of the command; dash says it where it redirected last
(exec "$shell" -c "$command" 2>&3 3>&-)
code=$?
trap '' INT QUIT HUP TERM TSTP
stty -echo 2>/dev/null
printf '\033]133;D;%s;aid=%s\a' "$code" "$nonce"
tries=0
while [ ! -e "$folder/$nonce" ] && [ -d "$folder" ] && [ "$tries" -lt 600 ]; do
  tries=$((tries + 1))
  sleep 0.05
done
rm -f "$folder/$nonce"
exit "$code"
