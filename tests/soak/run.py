#!/usr/bin/env python3
"""Serve hostile load for minutes: nothing may fail that need not, or grow.

    run.py [PATTERN]...     only the parts whose name holds one of the patterns

The parts run one after another, for they measure.  MINUTES says how long all of
them take together, roughly; 0 is a short form of a minute or so.  Each part says
in figures what it saw.
"""

import os
import pathlib
import signal
import sys
import time
import traceback

HERE = pathlib.Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "scenarios"), str(HERE.parent / "bench")]

import server
import soak_activation
import soak_deaths
import soak_reloads
import soak_slow
import soak_starved
from form import Form

PARTS = [soak_reloads.reloads, soak_deaths.deaths_of_workers,
         soak_deaths.deaths_of_the_keyholder, soak_slow.slow_clients,
         soak_starved.too_few_descriptors, soak_activation.stop_and_start]


def leave(number, _):
    server.kill_all()
    os._exit(128 + number)


def run(part, form):
    """Run one part; is all as it must be?"""
    started = time.monotonic()
    verdict = "ok"
    try:
        part(form)
    except AssertionError as error:
        verdict = "FAILED"
        form.say("%s", error)
    except Exception:
        verdict = "FAILED"
        form.say("%s", traceback.format_exc())
    finally:
        server.kill_all()
    print("%-8ssoak.%s (%.1f s)" % (verdict, part.__name__, time.monotonic() - started))
    for line in form.take_lines():
        print("        " + line)
    sys.stdout.flush()
    return verdict == "ok"


def main():
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    form = Form(float(os.environ.get("MINUTES") or 0), len(PARTS))
    wanted = [part for part in PARTS if not sys.argv[1:] or any(
        pattern in part.__name__ for pattern in sys.argv[1:])]
    verdicts = [run(part, form) for part in wanted]
    passed = sum(verdicts)
    print("soak: %d passed, %d failed" % (passed, len(verdicts) - passed))
    if tally := os.environ.get("LOZENGE_TALLY"):
        with open(tally, "a", encoding="ascii") as stream:
            stream.write("%d %d 0\n" % (passed, len(verdicts) - passed))
    return 0 if passed == len(PARTS if not sys.argv[1:] else wanted) and passed else 1


if __name__ == "__main__":
    sys.exit(main())
