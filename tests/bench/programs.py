"""The measuring programs, run from Python: load, hold, and what they found."""

import os
import signal
import subprocess

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAMS = os.path.abspath(os.environ.get(
    "BENCH", os.path.join(TOP, "build/release/tests/bench")))

FAILURES = ("refused", "unreached", "tls", "reset", "cut", "status", "size", "timeout")

# How much longer than agreed a program may take before it is given up.
GRACE_S = 60


def program(name):
    return os.path.join(PROGRAMS, name)


def figures_in(text):
    """"name, tab, value" lines as a dict."""
    found = {}
    for line in text.splitlines():
        name, _, value = line.partition("\t")
        found[name] = float(value)
    return found


class Load:
    """One run of `load` against an address, over Gemini or Gopher."""

    def __init__(self, address, protocol, seconds, clients=4, pause_ms=0, path="/",
                 older=False, expected=None, wrapper=(), wait_s=30):
        self.seconds = seconds
        # Even if the caller is killed, it does not outlive it.
        command = ["setpriv", "--pdeathsig", "KILL", *wrapper, program("load"),
                   "-c", str(clients), "-s", str(seconds),
                   "-p", str(pause_ms), "-w", str(wait_s)]
        if protocol == "gemini":
            request = "gemini://localhost:%d%s" % (address[1], path)
            command += ["-t", "-r", request, "-e", "20 " if expected is None else expected]
        else:
            command += ["-r", path.removesuffix("/"), "-e", expected or ""]
        if older:
            command += ["-2"]
        self.process = subprocess.Popen(
            command + ["%s:%d" % address], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, text=True, start_new_session=True)

    def stop(self):
        """End it before its time."""
        self.process.send_signal(signal.SIGTERM)
        return self.figures()

    def figures(self):
        """What it found, once it has ended; `failed` is all that was not ok."""
        try:
            text, _ = self.process.communicate(timeout=self.seconds + GRACE_S)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError("load does not end")
        if self.process.returncode != 0:
            raise AssertionError("load ended with status %d" % self.process.returncode)
        found = figures_in(text)
        found["failed"] = sum(found[name] for name in FAILURES)
        return found

    def kill(self):
        self.process.kill()
        self.process.communicate()


class Hold:
    """One run of `hold`: many clients that never get on with it."""

    def __init__(self, address, how, clients, seconds, addresses=1, wrapper=()):
        self.seconds = seconds
        self.process = subprocess.Popen(
            [*wrapper, program("hold"), "-n", str(clients), "-s", str(seconds),
             "-a", str(addresses), how, "%s:%d" % address],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
            start_new_session=True)

    def wait_until_held(self):
        """How many clients stand, once all have connected."""
        return figures_in(self.process.stdout.readline()).get("holding", 0)

    def figures(self):
        text, _ = self.process.communicate(timeout=self.seconds + GRACE_S)
        return figures_in(text)

    def kill(self):
        self.process.kill()
        self.process.communicate()


def failures_by_kind(*runs):
    """All that was not ok, as "3 reset, 1 cut"; "none" if all was."""
    totals = {name: sum(run[name] for run in runs) for name in FAILURES}
    return ", ".join("%d %s" % (count, name)
                     for name, count in totals.items() if count) or "none"
