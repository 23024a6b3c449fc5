#!/bin/sh
# What the panes of docs/panel.svg run: output with colours, and some use of the processor.
spin() {
  n=0
  while [ "$n" -lt "$1" ]; do n=$((n + 1)); done
}

paint() { printf '\033[%sm%s\033[0m %s\n' "$1" "$2" "$3"; }

case $1 in
  test)
    for file in cart checkout queue session search http; do
      paint '30;42' ' PASS ' "test/$file.test.ts"
    done
    paint '97;41' ' FAIL ' 'test/load.test.ts'
    paint 31 '  ●' 'keeps up with 10,000 jobs'
    printf '    expected \033[32m10000\033[0m, received \033[31m9998\033[0m\n\n'
    paint 1 'Tests:' '1 failed, 41 passed, 42 total'
    while :; do
      paint '30;46' ' RUN  ' 'test/soak.test.ts'
      spin 900000
      sleep 1
    done
    ;;
  build)
    while :; do
      echo "[$(date +%T)] bundled 42 files"
      spin 2500000
      sleep 0.3
    done
    ;;
  lint)
    paint 31 'error' 'src/cart.ts:12 unused variable'
    exit 2
    ;;
  *)
    while :; do
      echo "$(date +%T) $1 ok"
      sleep 1
    done
    ;;
esac
