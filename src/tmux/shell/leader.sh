#!/bin/sh
# The first process of a pane that was made with a command: sh leader.sh NONCE FOLDER SHELL COMMAND
# tmux destroys a pane's terminal when its first process ends, with whatever was not read from it yet (window.c,
# window_pane_read_callback), so the last lines of a command would be lost. This one outlives the command until
# panectl has read everything: it leaves the code in FOLDER/NONCE.end, prints an end mark that no terminal shows, and
# waits for FOLDER/NONCE to appear, at most about 30 seconds. Where no daemon lives that could make it (its pid stands
# in FOLDER/<pid of the tmux server>.daemon), half a second is enough for tmux itself to read the rest; the file stays
# for the next daemon. Nothing is read from the pane's input.
nonce=$1 folder=$2 shell=$3 command=$4
# HUP must end this one: only then the kernel hangs up the command as well (disassociate_ctty in tty_jobctrl.c).
trap : INT QUIT TERM # the command gets them with their usual effect: a trap that is not "ignore" is not inherited
exec 3>&2 2>/dev/null # this shell's own "Killed" is no output of the command; dash says it where it redirected last
(exec "$shell" -c "$command" 2>&3 3>&-)
code=$?
trap '' INT QUIT TERM TSTP
trap 'exit "$code"' HUP # the pane has been closed: nobody reads any more
[ -t 1 ] || exit "$code" # the terminal has gone already
umask 077
echo "$code $TMUX_PANE $TMUX" >"$folder/$nonce.end"
# Whoever waits hears it before anything has to be started here: stty takes longer than all the rest.
printf '\033]133;D;%s;aid=%s\a' "$code" "$nonce"
stty -echo # what is typed from now on is for nobody
server=${TMUX%,*} server=${server##*,}
tries=0
while [ ! -e "$folder/$nonce" ] && [ "$tries" -lt 600 ]; do
  if [ "$tries" -ge 10 ]; then
    daemon=
    read -r daemon <"$folder/$server.daemon"
    kill -0 "$daemon" || break
    stat= # of one that has ended and was not asked about by its parent
    read -r stat <"/proc/$daemon/stat"
    case $stat in *') Z '*) break ;; esac
  fi
  tries=$((tries + 1))
  sleep 0.05
done
[ -e "$folder/$nonce" ] && rm -f "$folder/$nonce" "$folder/$nonce.end"
exit "$code"
