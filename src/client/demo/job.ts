/**
 * The program that every pane of the demo runs, for `sh`. The verdicts that the demo looks for stand in here and not
 * on the command line, so that no echoed line can be taken for one.
 */
export const JOB = `#!/bin/sh
steps() {
  i=1
  while [ "$i" -le "$2" ]; do
    echo "$1: step $i of $2"
    sleep 0.5
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
  build) steps build 12 && echo 'build: SUCCESS, 42 files' ;;
  test) steps test 16 && echo 'test: 128 PASSED, 0 failed' ;;
  db) steps db 3 && echo 'db: HEALTHY on port 5432' && serve db ;;
  deploy) steps deploy 4 && echo 'deploy: DONE, version 1.4.2' ;;
  *) serve "$1" ;;
esac
`;
