#!/usr/bin/env python3
"""Run the scenarios: one line a test, the totals last.

    run.py [PATTERN]...     only tests whose name holds one of the patterns

Tests that share a server form a lane and run one after another; lanes run side
by side, for most of them only wait.  A test module offers its TestCase classes
as lanes, or names its own with lanes().
"""

import concurrent.futures
import importlib
import os
import pathlib
import signal
import sys
import threading
import time
import unittest

import server

HERE = pathlib.Path(__file__).parent
LANES_AT_ONCE = 24


class Report:
    """What all lanes found; prints as it goes."""

    def __init__(self):
        self.lock = threading.Lock()
        self.counts = {"ok": 0, "FAILED": 0, "skipped": 0}

    def line(self, verdict, name, seconds, detail=""):
        with self.lock:
            self.counts[verdict] += 1
            print("%-8s%s (%.1f s)" % (verdict, name, seconds), flush=True)
            for text in detail.rstrip().splitlines():
                print("        " + text, flush=True)


class Result(unittest.TestResult):
    """Passes one lane's results on to the report."""

    def __init__(self, report):
        super().__init__()
        self.report = report
        self.started = time.monotonic()
        self.subtest_failed = False

    def startTest(self, test):
        super().startTest(test)
        self.started = time.monotonic()
        self.subtest_failed = False

    def _tell(self, verdict, test, detail=""):
        self.report.line(verdict, name_of(test), time.monotonic() - self.started, detail)

    def addSuccess(self, test):
        if not self.subtest_failed:
            self._tell("ok", test)

    def addSkip(self, test, reason):
        self._tell("skipped", test, reason)

    def addFailure(self, test, error):
        self._tell("FAILED", test, self._explain(error, test))

    def addError(self, test, error):
        self._tell("FAILED", test, self._explain(error, test))

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.subtest_failed = True
            self._tell("FAILED", subtest, self._explain(error, test))

    def addExpectedFailure(self, test, error):
        self._tell("FAILED", test, "expected failures are not kept here")

    def addUnexpectedSuccess(self, test):
        self._tell("FAILED", test, "expected failures are not kept here")

    def _explain(self, error, test):
        kind, value, _ = error
        if issubclass(kind, AssertionError):
            return str(value)
        return self._exc_info_to_string(error, test)


def name_of(test):
    return test.id().removeprefix("test_")


def each_test(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from each_test(test)
        else:
            yield test


def find_lanes(patterns):
    """All lanes, those that take longest first."""
    lanes = []
    for path in sorted(HERE.glob("test_*.py")):
        module = importlib.import_module(path.stem)
        found = module.lanes() if hasattr(module, "lanes") else class_lanes(module)
        for patience, tests in found:
            wanted = [test for test in tests if not patterns or any(
                pattern in test.id() for pattern in patterns)]
            if wanted:
                lanes.append((patience, wanted))
    return [tests for _, tests in sorted(lanes, key=lambda lane: -lane[0])]


def class_lanes(module):
    """A lane for each TestCase class, or for each test if it says `apart`."""
    for value in list(vars(module).values()):
        if not (isinstance(value, type) and issubclass(value, unittest.TestCase)
                and value.__module__ == module.__name__):
            continue
        tests = list(each_test(unittest.defaultTestLoader.loadTestsFromTestCase(value)))
        patience = getattr(value, "patience", 0)
        if getattr(value, "apart", False):
            yield from ((patience, [test]) for test in tests)
        else:
            yield patience, tests


def run_lane(tests, report):
    unittest.TestSuite(tests).run(Result(report))


def leave(number, _):
    """A signal: stop what runs, say no more, and go."""
    os.close(sys.stdout.fileno())
    server.kill_all()
    os._exit(128 + number)


def main():
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    report = Report()
    started = time.monotonic()
    lanes = find_lanes(sys.argv[1:])
    with concurrent.futures.ThreadPoolExecutor(LANES_AT_ONCE) as pool:
        jobs = [pool.submit(run_lane, lane, report) for lane in lanes]
        for job in jobs:
            job.result()
    passed, failed, skipped = (report.counts[key] for key in ("ok", "FAILED", "skipped"))
    print("scenarios: %d passed, %d failed, %d skipped (%.0f s)"
          % (passed, failed, skipped, time.monotonic() - started))
    if tally := os.environ.get("LOZENGE_TALLY"):
        with open(tally, "a", encoding="ascii") as stream:
            stream.write("%d %d %d\n" % (passed, failed, skipped))
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
