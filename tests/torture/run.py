#!/usr/bin/env python3
"""Fail every call of the author's program, one a run: nothing may be pretended.

    run.py [PATTERN]...     only the work whose name holds one of the patterns

Each run of a command meets one fault (inject.c): the Nth allocation fails, the
Nth call of the system does, moves fewer bytes, or is the last before kill -9.
With STEP above 1 only every STEPth allocation fails, and fewer of the others.
After a run, no matter how it ended, every file must be the old one or the new
one, whole; a run that claims success must have done all that an undisturbed one
does; and the next run, undisturbed, must do it all.
"""

import collections
import os
import pathlib
import sys
import tempfile

from work import WORKS, Trial

HERE = pathlib.Path(__file__).parent
# On a disk in memory where there is one: nothing here is about the disk's pace.
ROOM = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None

# (which calls, the fault they meet)
FAULTS = [("allocation", "ENOMEM"), ("any", "EIO"), ("any", "ENOSPC"), ("any", "EMFILE"),
          ("any", "kill"), ("read", "short"), ("write", "short")]


def sweep(trial, call, fault, step):
    """Meet the fault at every step-th call; what came of it, and what was wrong."""
    counts, faults = collections.Counter(), []
    number = 1
    while True:
        ended, wrong = trial.run(call, number, fault)
        if ended is None:
            return counts, faults
        counts[ended] += 1
        faults += ["%s %d: %s" % (call, number, what) for what in wrong]
        # Allocations are by far the most: of the others more are tried.
        number += step if call == "allocation" else step // 16 + 1


def torture(work, step):
    """All faults over one work; the number of runs and of faults found."""
    runs, found = 0, 0
    with tempfile.TemporaryDirectory(prefix="lozenge-torture.", dir=ROOM) as folder:
        trial = Trial(work, pathlib.Path(folder))
        for call, fault in FAULTS:
            counts, faults = sweep(trial, call, fault, step)
            print("%-7s torture.%s: %s %s: %s" % (
                "FAILED" if faults else "ok", work.name, call, fault,
                ", ".join("%d %s" % (count, ended)
                          for ended, count in sorted(counts.items()))))
            for what in faults[:10]:
                print("        " + what)
            sys.stdout.flush()
            runs, found = runs + sum(counts.values()), found + len(faults)
    return runs, found


def main():
    step = int(os.environ.get("STEP") or 1)
    wanted = [work for work in WORKS if not sys.argv[1:] or any(
        pattern in work.name for pattern in sys.argv[1:])]
    results = [torture(work, step) for work in wanted]
    failed = sum(found > 0 for _, found in results)
    print("torture: %d runs, %d passed, %d failed" % (
        sum(runs for runs, _ in results), len(results) - failed, failed))
    if tally := os.environ.get("LOZENGE_TALLY"):
        with open(tally, "a", encoding="ascii") as stream:
            stream.write("%d %d 0\n" % (len(results) - failed, failed))
    return 1 if failed or not wanted else 0


if __name__ == "__main__":
    sys.exit(main())
