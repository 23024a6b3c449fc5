/**
 * The program that every pane of the demo runs, for `sh`. The verdicts that the demo looks for stand in here and not
 * on the command line, so that no echoed line can be taken for one. `main` tells the story while it happens: it is
 * what the panel shows first.
 */
export const JOB = `#!/bin/sh
work() {
  n=0
  while [ "$n" -lt 40000 ]; do n=$((n + 1)); done
}

steps() {
  i=1
  while [ "$i" -le "$2" ]; do
    echo "$1: step $i of $2"
    work
    sleep 0.4
    i=$((i + 1))
  done
}

serve() {
  while :; do
    echo "$1: $(date +%T) tick"
    sleep 1
  done
}

case $1 in
  main) printf '\\033[H\\033[2J' && exec tail -n +1 -f story ;;
  build) steps build 12 && echo 'build: SUCCESS, 42 files' ;;
  test) steps test 16 && echo 'test: 128 PASSED, 0 failed' ;;
  db) steps db 3 && echo 'db: HEALTHY on port 5432' && serve db ;;
  deploy) steps deploy 4 && echo 'deploy: DONE, version 1.4.2' ;;
  *) serve "$1" ;;
esac
`;
