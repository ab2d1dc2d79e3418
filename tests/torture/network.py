#!/usr/bin/env python3
"""One fault in each run of lozenge get and lozenged: no crash, no hang, no lie.

    network.py [PATTERN]...     only the subjects whose name holds one of the patterns

SECONDS says how long all of them take together: a sample, the same each time.
Without it, every fault at every call is met.
"""

import concurrent.futures
import os
import pathlib
import random
import signal
import sys
import time
import traceback

HERE = pathlib.Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "scenarios")]

import server
from injection import Injection, in_turn, points_of
from serving import Serve, ServeFirst
from subjects import Get, GetAgain, GetGopher

SUBJECTS = [Get, GetAgain, GetGopher, Serve, ServeFirst]
AT_ONCE = os.cpu_count() or 2

# More of one subject would say no more.
COMPLAINTS_MAX = 40


def meet(subject, point, end):
    """What is wrong after this fault; None without one, "" if time is up."""
    if time.monotonic() >= end:
        return ""
    try:
        with Injection(point) as injection:
            subject.attempt(injection, point)
    except AssertionError as error:
        return "%s\n%s" % (point, error)
    except Exception:
        return "%s\n%s" % (point, traceback.format_exc())
    return None


def torture(subject, seconds):
    """Let it meet its faults: (how many there are, how many met, complaints)."""
    points = in_turn(points_of(subject), random.Random(1).shuffle)
    end = time.monotonic() + seconds  # to count them takes no sample's time
    complaints, met = [], 0
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        for found in pool.map(lambda point: meet(subject, point, end), points):
            met += found != ""
            if found:
                complaints.append(found)
            if len(complaints) == COMPLAINTS_MAX:
                end = 0.0
                break
    return len(points), met, complaints


def run(kind, seconds):
    """Torture one subject; does it bear it all?"""
    started = time.monotonic()
    subject = None
    points = met = 0
    try:
        subject = kind()
        points, met, complaints = torture(subject, seconds)
    except Exception:
        complaints = [traceback.format_exc()]
    finally:
        if subject:
            subject.end()
    print("%-8storture.%s: %d of %d faults met, %d borne badly (%.1f s)"
          % ("FAILED" if complaints or not met else "ok", kind.name, met, points,
             len(complaints), time.monotonic() - started))
    for complaint in complaints:
        print("        " + complaint.rstrip().replace("\n", "\n            "))
    sys.stdout.flush()
    return met, not complaints and met > 0


def leave(number, _):
    server.kill_all()
    os._exit(128 + number)


def main():
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    wanted = [kind for kind in SUBJECTS if not sys.argv[1:] or any(
        pattern in kind.name for pattern in sys.argv[1:])]
    seconds = float(os.environ.get("SECONDS") or "inf") / max(len(wanted), 1)
    results = [run(kind, seconds) for kind in wanted]
    passed = sum(good for _, good in results)
    print("torture: %d faults met; %d passed, %d failed"
          % (sum(met for met, _ in results), passed, len(results) - passed))
    if tally := os.environ.get("LOZENGE_TALLY"):
        with open(tally, "a", encoding="ascii") as stream:
            stream.write("%d %d 0\n" % (passed, len(results) - passed))
    return 0 if results and passed == len(results) else 1


if __name__ == "__main__":
    sys.exit(main())
