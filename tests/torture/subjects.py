"""What meets the faults, and what must hold after each."""

import os
import re
import shutil
import signal
import subprocess

import server
from server import LOZENGE, Scratch

# A run takes a fraction of a second: this long, and it hangs.
RUN_S = 20.0

def require(condition, text, *values):
    if not condition:
        raise AssertionError(text % values if values else text)


class Outcome:
    """How a run of lozenge ended, and what it wrote."""

    def __init__(self, injection, *arguments, environment=None, apart="CAPSULE"):
        """${apart} is a path that each run has for itself, and its output names."""
        added = environment or {}
        base = injection.environment if injection else dict(os.environ)
        try:
            done = subprocess.run([LOZENGE, *arguments], capture_output=True, timeout=RUN_S,
                                  stdin=subprocess.DEVNULL, check=False, env={**base, **added})
        except subprocess.TimeoutExpired:
            raise AssertionError("it hangs") from None
        self.status = done.returncode
        # A file that could not be compared is written again; that is no harm.
        self.output, self.said = (
            re.sub(rb"\d+ written", b"some written", text.replace(apart.encode(), b"CAPSULE"))
            for text in (done.stdout, done.stderr))

    def judge(self, point, unfaulted):
        """Is this the unfaulted run's outcome?  If not, it must say so."""
        if point and point.fault == "kill" and self.status == -signal.SIGKILL:
            return False
        require(self.status >= 0, "it dies of signal %d\n%s", -self.status, self.text())
        require(self.status in (unfaulted.status, 1), "it ends with %d\n%s",
                self.status, self.text())
        require(self.said or self.status == 0, "it fails and says nothing")
        if self.status != unfaulted.status or self.status != 0:
            return False
        require((self.output, self.said) == (unfaulted.output, unfaulted.said),
                "another output for a success:\n%s", self.text())
        return True

    def text(self):
        return (self.output[-2000:] + self.said[-2000:]).decode("utf-8", "replace")


class Subject:
    """A program to torture; attempt() may be called from several threads."""

    def __init__(self):
        self.scratch = Scratch()
        self.set_up()

    def set_up(self):
        pass

    def attempt(self, injection, point):
        """Run it once with the fault, then without; an AssertionError tells."""
        raise NotImplementedError

    def end(self):
        self.scratch.remove()

    def write(self, name, text):
        path = self.scratch.join(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as stream:
            stream.write(text if isinstance(text, bytes) else text.encode())
        return path


class Get(Subject):
    """lozenge get, from a lozenged that meets no fault."""

    name = "get"
    visited = False

    def set_up(self):
        self.write("root/index.gmi", "# A page\n\n" + "A line of it.\n" * 2000)
        self.server = server.Server(self.scratch.join("root"))
        self.server.start()
        self.url = "gemini://localhost:%d/" % self.server.gemini[1]
        self.known = self.write("known", "")
        os.unlink(self.known)
        self.unfaulted = self.get(None, self.known)
        require(self.unfaulted.status == 0, "no page: %s", self.unfaulted.text())
        self.unfaulted_again = self.get(None, self.known)

    def get(self, injection, known):
        return Outcome(injection, "get", self.url,
                       environment={"LOZENGE_KNOWN_HOSTS": known})

    def attempt(self, injection, point):
        with Scratch() as scratch:
            known = scratch.join("known")
            if self.visited:
                shutil.copy(self.known, known)
            expected = self.unfaulted_again if self.visited else self.unfaulted
            good = self.get(injection, known).judge(point, expected)
            again = self.get(None, known)
            require((again.status, again.output) == (0, self.unfaulted.output),
                    "the next run fails:\n%s", again.text())
            require(not good or again.said == self.unfaulted_again.said,
                    "the key was not remembered:\n%s", again.text())

    def end(self):
        self.server.kill()
        super().end()


class GetAgain(Get):
    """The same at the second visit, when the server's key is known."""

    name = "get-again"
    visited = True


class GetGopher(Get):
    """A text of Gopher, with its dots to be taken off."""

    name = "get-gopher"

    def set_up(self):
        super().set_up()
        self.url = "gopher://127.0.0.1:%d/0/index.gmi" % self.server.gopher[1]
        self.unfaulted = self.unfaulted_again = self.get(None, self.known)
        require(self.unfaulted.status == 0, "no text: %s", self.unfaulted.text())
