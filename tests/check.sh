#!/bin/sh
# Every check there is, in the order in which a failure tells most.
#
#   check.sh MAKE
#
# A step that fails does not stop the others, unless they need what it makes.
# The last line is the total: unit tests, scenarios and steps of this script.

set -u

# A closed standard input would be taken by the first file that is opened.
exec </dev/null

make=$1
jobs=$(nproc 2>/dev/null || echo 2)
passed=0 failed=0 skipped=0 failures=

mkdir -p build
LOZENGE_TALLY=$(mktemp "${TMPDIR:-/tmp}/lozenge-tally.XXXXXX") || exit 1
export LOZENGE_TALLY
trap 'rm -f "$LOZENGE_TALLY"' EXIT
trap 'exit 130' INT TERM
tree_before=$(git status --porcelain 2>/dev/null)

# Run a command as a step of this script; it counts as one check.
step()
{
    name=$1
    shift
    echo "== $name"
    started=$(date +%s)
    if "$@"; then
        passed=$((passed + 1))
        echo "== $name: done in $(($(date +%s) - started)) s"
    else
        failed=$((failed + 1)) failures="$failures
  $name"
        echo "== $name: FAILED"
        return 1
    fi
}

variant()
{
    "$make" --no-print-directory -j"$jobs" WERROR=1 "$@"
}

# The programs and their tests; `make` builds them and runs them, one variant.
programs()
{
    if step "build, $1" variant BUILD="$1" all unit-programs; then
        step "unit tests, $1" variant BUILD="$1" unit
        step "scenarios, $1" variant BUILD="$1" scenarios
    fi
}

# Does the run leave the work tree as it found it?
tree_is_clean()
{
    [ "$(git status --porcelain 2>/dev/null)" = "$tree_before" ] ||
        { git status --short; return 1; }
}

programs release
step "soak, the short form" variant BUILD=release MINUTES=0 soak
step "torture, a sample" variant BUILD=release STEP=97 torture
step "torture of the network, a sample" variant BUILD=release SECONDS=20 torture-network
step "build, clang" variant BUILD=clang all unit-programs
programs asan
step "lint" variant --keep-going lint
step "work tree as it was" tree_is_clean

while read -r good bad left_out
do
    passed=$((passed + good)) failed=$((failed + bad))
    skipped=$((skipped + left_out))
done <"$LOZENGE_TALLY"

[ -z "$failures" ] || echo "Failed:$failures"
if [ "$skipped" -eq 0 ]; then
    echo "checks: $passed passed, $failed failed"
else
    echo "checks: $passed passed, $failed failed, $skipped skipped"
fi
[ "$failed" -eq 0 ]
