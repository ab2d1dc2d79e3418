#!/usr/bin/env python3
"""Run the scenarios: one line a test, the totals last.

    run.py [PATTERN]...     only tests whose name holds one of the patterns

Tests that share a server form a lane and run one after another; lanes run side
by side, for most of them only wait.  A test module offers its TestCase classes
as lanes, or names its own with lanes().
"""

import faulthandler
import importlib
import os
import pathlib
import queue
import signal
import sys
import threading
import time
import traceback
import unittest

import server

# Where servers are, and an ordinary user's shell does not look.
os.environ["PATH"] = os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin"

HERE = pathlib.Path(__file__).parent
LANES_AT_ONCE = 24

# Whatever a test waits for has a deadline, a minute at most: tests of which
# none has ended for this long hang, and count as failed.
SILENCE_S = 180.0


class Report:
    """What all lanes found; prints as it goes."""

    def __init__(self):
        self.lock = threading.Lock()
        self.counts = {"ok": 0, "FAILED": 0, "skipped": 0}
        self.running = {}  # name: when it began
        self.last_verdict = time.monotonic()

    def began(self, name):
        with self.lock:
            self.running[name] = time.monotonic()

    def ended(self, name):
        with self.lock:
            self.running.pop(name, None)
            self.last_verdict = time.monotonic()

    def is_silent(self):
        with self.lock:
            return time.monotonic() - self.last_verdict > SILENCE_S

    def give_up(self):
        """Call what still runs a failure, and show where each thread is."""
        running = dict(self.running) or {"what no test tells": self.last_verdict}
        for name, started in running.items():
            self.line("FAILED", name, time.monotonic() - started, "it hangs")
        faulthandler.dump_traceback(sys.stdout)

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
        self.report.began(name_of(test))
        self.started = time.monotonic()
        self.subtest_failed = False

    def stopTest(self, test):
        super().stopTest(test)
        self.report.ended(name_of(test))

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


def run_lanes(lanes, report):
    """Take lane after lane, as long as there are any."""
    while True:
        try:
            tests = lanes.get_nowait()
        except queue.Empty:
            return
        try:
            unittest.TestSuite(tests).run(Result(report))
        except Exception:
            report.line("FAILED", name_of(tests[0]), 0, traceback.format_exc())


def run_all(lanes, report):
    """Did all lanes come to their end?"""
    waiting = queue.SimpleQueue()
    for lane in lanes:
        waiting.put(lane)
    threads = [threading.Thread(target=run_lanes, args=(waiting, report), daemon=True)
               for _ in range(min(LANES_AT_ONCE, len(lanes)))]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        if report.is_silent():
            report.give_up()
            return False
        time.sleep(0.1)
    return True


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
    finished = run_all(find_lanes(sys.argv[1:]), report)
    passed, failed, skipped = (report.counts[key] for key in ("ok", "FAILED", "skipped"))
    print("scenarios: %d passed, %d failed, %d skipped (%.0f s)"
          % (passed, failed, skipped, time.monotonic() - started))
    if tally := os.environ.get("LOZENGE_TALLY"):
        with open(tally, "a", encoding="ascii") as stream:
            stream.write("%d %d %d\n" % (passed, failed, skipped))
    status = 0 if passed and not failed else 1
    if not finished:
        server.kill_all()
        sys.stdout.flush()
        os._exit(status)
    return status


if __name__ == "__main__":
    sys.exit(main())
