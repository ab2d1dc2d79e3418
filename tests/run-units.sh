#!/bin/sh
# Run cmocka programs one by one and count their tests.
#
#   run-units.sh PROGRAM...
#
# A line for each program; the whole output of one that fails.  A program that
# dies before its summary counts as one failed test.  The totals are appended
# to the file that LOZENGE_TALLY names, if it does.  RUNNER, if set, is what
# runs a program of another machine, and PATIENCE_S how long it may take.

set -u

passed=0 failed=0 skipped=0
output=$(mktemp) || exit 1
trap 'rm -f "$output"' EXIT

# The number in cmocka's "[  PASSED  ] 12 test(s)." lines, added up.
count()
{
    sed -n "s/^\[  $1 *\] \([0-9]*\) test(s).*/\1/p" "$output" |
        { sum=0; while read -r n; do sum=$((sum + n)); done; echo "$sum"; }
}

for program
do
    status=0
    # A word of it a word.
    # shellcheck disable=SC2086
    timeout -k 5 "${PATIENCE_S:-120}" ${RUNNER:-} "$program" >"$output" 2>&1 </dev/null || status=$?
    good=$(count PASSED) bad=$(count FAILED) left_out=$(count SKIPPED)
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
        bad=1
    fi
    if [ $((good + bad + left_out)) -eq 0 ]; then
        echo "$program ran no test" >>"$output"
        bad=1
    fi
    passed=$((passed + good)) failed=$((failed + bad))
    skipped=$((skipped + left_out))
    if [ "$bad" -eq 0 ]; then
        echo "ok      $program: $good tests, $left_out skipped"
    else
        cat "$output"
        echo "FAILED  $program: $bad of $((good + bad)) tests, exit status $status"
    fi
done

echo "unit: $passed passed, $failed failed, $skipped skipped"
if [ -n "${LOZENGE_TALLY:-}" ]; then
    echo "$passed $failed $skipped" >>"$LOZENGE_TALLY"
fi
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
