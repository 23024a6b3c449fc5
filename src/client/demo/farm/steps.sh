# For the jobs of the demo: `steps FROM TO OF` works through some steps. The verdicts that the rules look for stand in
# the jobs and on no command line; what a job waits for, a rule types.
work() {
  n=0
  while [ "$n" -lt 40000 ]; do n=$((n + 1)); done
}

steps() {
  step=$1
  while [ "$step" -le "$2" ]; do
    work
    sleep 0.4
    echo "step $step of $3"
    step=$((step + 1))
  done
}

tick() {
  while :; do
    sleep 1
    echo "$(date +%T) $1"
  done
}
