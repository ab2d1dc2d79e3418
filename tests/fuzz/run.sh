#!/bin/sh
# Run one fuzzer: run.sh NAME SECONDS PYTHON
#
# Its corpus, build/fuzz/corpus/NAME, begins with the inputs of the unit tests
# and is kept; afterwards it is cut down to what reaches something of its own.
# What it says goes to build/fuzz/log/NAME, and here only how it ended.

set -u

name=$1
seconds=$2
python=$3
program=build/fuzz/tests/fuzz/$name
corpus=build/fuzz/corpus/$name
seeds=build/fuzz/seeds/$name
log=build/fuzz/log/$name

# Files of the run are in memory where that can be.
[ -w /dev/shm ] && export TMPDIR=/dev/shm
mkdir -p "$corpus" build/fuzz/log
"$python" -B tests/fuzz/seeds.py "$name" "$seeds" || exit 1

if ! "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 \
    -print_final_stats=1 -artifact_prefix="build/fuzz/$name-" \
    "$corpus" "$seeds" >"$log" 2>&1
then
    echo "FAILED $name: see $log"
    tail -n 40 "$log"
    exit 1
fi
rm -rf "$corpus.new"
mkdir "$corpus.new"
if "$program" -merge=1 "$corpus.new" "$corpus" "$seeds" >"$log.merge" 2>&1
then
    rm -rf "$corpus"
    mv "$corpus.new" "$corpus"
fi
runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
inputs=$(find "$corpus" -type f | wc -l)
echo "ok     $name: $runs runs, $inputs inputs kept"
