#!/bin/sh
# Count what unit tests and scenarios run; print a line a file, the worst last.
#
#   run.sh MAKE PYTHON    the programs of BUILD=cov are built already
#
# Status 1 if a test failed: then what it would have run is missing as well.

set -u
umask 0 # processes of other users write counts too

tree=build/cov
log=$tree/tests.log
find $tree -name '*.gcda' -delete
chmod -R a+rwX $tree || exit 1

"$1" --no-print-directory -k BUILD=cov unit scenarios >$log 2>&1
status=$?
grep -v '^ok ' $log
[ $status -eq 0 ] || echo "tests failed; all they said is in $log"

gcovr --root . --object-directory $tree --filter '(lib|server|tools)/' \
    --csv $tree/coverage.csv || exit 1
"$2" -B tests/coverage/table.py $tree/coverage.csv || exit 1
[ $status -eq 0 ]
