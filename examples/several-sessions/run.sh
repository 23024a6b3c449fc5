#!/bin/sh
# Asks for three sessions at once, in the wrong order, and lets them wait for one another. Ends as the tests end.
set -eu
cd "$(dirname "$0")"
panectl=${PANECTL:-panectl}
# Whose sessions these are: cleanup takes away what this script made, and nothing else.
PANECTL_ACTOR=shop-$$
export PANECTL_ACTOR
trap '$panectl cleanup --mine; rm -rf run' EXIT

$panectl session-create shop-tests --file tests.yml --timeout 2m & tests=$!
$panectl session-create shop-frontend --file frontend.yml --timeout 2m & frontend=$!
$panectl session-create shop-backend --file backend.yml
wait $frontend
wait $tests

$panectl wait-all exit:shop-tests/unit exit:shop-tests/browser --timeout 2m
$panectl session-logs shop-tests --pane unit --pane browser
$panectl session-broadcast-exec 'ls run' --group shop --pane shell --wait
$panectl session-groups

# Made only where every test has succeeded.
cat > run/passed.yml <<'END'
depends_on: {shop-tests: completed}
END
$panectl session-create shop-passed --file run/passed.yml --timeout 1m
