#!/bin/sh
# Serves the samples behind two keys, which are left in test-results/ for the tests: one that may do all, one that may only check.
set -eu
program=$1
port=$2
mkdir -p test-results
rm -f test-results/keys.json
"$program" keys add --keys test-results/keys.json --name desk --scope draft --scope check --scope review >test-results/key.txt
"$program" keys add --keys test-results/keys.json --name reader --scope check >test-results/key-check.txt
exec "$program" serve --demo --keys test-results/keys.json --port "$port" --rate 0 --log-level warning --no-access-log
