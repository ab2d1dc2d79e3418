"""lozenged under test: started on free ports, watched, and stopped in order."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LOZENGED = os.path.abspath(os.environ.get("LOZENGED", os.path.join(TOP, "build/lozenged")))
LOZENGE = os.path.abspath(os.environ.get("LOZENGE", os.path.join(TOP, "build/lozenge")))

# Built with AddressSanitizer (make asan)?
with open(LOZENGED, "rb") as _program:
    SANITIZED = b"__asan_init" in _program.read()

# How long to wait for what should come at once.  A stall lasts until one of
# the server's deadlines (10 s and more), so this tells it from a busy machine.
PROMPT_S = 7.0
START_S = 30.0
STOP_S = 20.0

SANITIZER = re.compile(r"(Address|Leak|UndefinedBehavior)Sanitizer|runtime error:")
LISTENING = re.compile(r"^lozenged: listening (gemini|gopher) (\S+):(\d+)$")


def until(condition, seconds, pause=0.02):
    """Ask again and again until the condition holds or the time is up."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value or time.monotonic() >= end:
            return value
        time.sleep(pause)


# All servers that run now, for the way out after a signal.
_running = set()


def kill_all():
    for server in list(_running):
        server.kill()


class Scratch:
    """A directory of one's own that a confined worker can look into."""

    def __init__(self):
        self.path = tempfile.mkdtemp(prefix="lozenge-scenario.")
        os.chmod(self.path, 0o755)

    def join(self, *names):
        return os.path.join(self.path, *names)

    def remove(self):
        subprocess.run(["chmod", "-R", "u+rwX", self.path], check=False,
                       stderr=subprocess.DEVNULL)
        shutil.rmtree(self.path, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.remove()


class Server:
    """One lozenged with a scratch directory for its certificates."""

    def __init__(self, root, *options, host="localhost", wrapper=(), certs=None,
                 sockets=("--gemini", "127.0.0.1:0", "--gopher", "127.0.0.1:0"),
                 workers=1, configuration=None, passed=()):
        self.scratch = Scratch()
        self.host = host
        self.passed = passed  # descriptors that it inherits
        self.certs = certs or self.scratch.join("certs")
        # Even if these tests are killed, the server does not outlive them.
        self.command = ["setpriv", "--pdeathsig", "KILL", *wrapper, LOZENGED]
        self.command += ["--certs", self.certs, "--workers", str(workers)]
        self.file = self.scratch.join("lozenged.conf")
        if configuration is None:
            self.command += ["--root", root, "--host", host, *sockets]
        else:
            self.configure(configuration)
            self.command += ["-c", self.file]
        self.command += options
        self.lines = []
        self.ports = {"gemini": [], "gopher": []}
        self.changed = threading.Condition()
        self.process = None
        self.reader = None

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(self, kind, *_):
        if kind is not None:
            self.kill()
        elif self.process.poll() is None:
            self.stop()
        else:
            self.kill()

    def start(self):
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, start_new_session=True, pass_fds=self.passed)
        _running.add(self)
        self.reader = threading.Thread(target=self._read_lines, daemon=True)
        self.reader.start()
        self.wait_for_line(r"^lozenged: ready$", START_S)

    def configure(self, text):
        with open(self.file, "w", encoding="utf-8") as stream:
            stream.write(text)

    def _read_lines(self):
        for line in self.process.stderr:
            text = line.decode("utf-8", "backslashreplace").rstrip("\n")
            listening = LISTENING.match(text)
            with self.changed:
                self.lines.append(text)
                if listening:
                    self.ports[listening[1]].append(int(listening[3]))
                self.changed.notify_all()

    def wait_for_line(self, pattern, seconds=PROMPT_S, start=0):
        """The first line from number ${start} on that holds the pattern."""
        end = time.monotonic() + seconds
        with self.changed:
            while True:
                for line in self.lines[start:]:
                    if re.search(pattern, line):
                        return line
                left = end - time.monotonic()
                if left <= 0 or (self.process.poll() is not None
                                 and not self.reader.is_alive()):
                    raise AssertionError("no line /%s/ from lozenged, but:\n%s"
                                         % (pattern, "\n".join(self.lines)))
                self.changed.wait(min(left, 0.2))

    @property
    def gemini(self):
        return ("127.0.0.1", self.ports["gemini"][0])

    @property
    def second_gemini(self):
        return ("127.0.0.1", self.ports["gemini"][1])

    @property
    def gopher(self):
        return ("127.0.0.1", self.ports["gopher"][0])

    def children(self):
        """The keyholder's and the workers' process ids."""
        pid = self.process.pid
        with open("/proc/%d/task/%d/children" % (pid, pid)) as stream:
            return sorted(int(child) for child in stream.read().split())

    def descriptors(self):
        """Open descriptors of all processes; None where we may not look."""
        try:
            return sum(len(os.listdir("/proc/%d/fd" % pid))
                       for pid in [self.process.pid, *self.children()])
        except (PermissionError, FileNotFoundError):
            return None

    def connections(self):
        """The (local, remote) ports of connections that the server holds."""
        ports = set(self.ports["gemini"] + self.ports["gopher"])
        held = []
        for table in ("/proc/net/tcp", "/proc/net/tcp6"):
            if not os.path.exists(table):
                continue
            with open(table) as stream:
                for row in list(stream)[1:]:
                    fields = row.split()
                    local = int(fields[1].rsplit(":", 1)[1], 16)
                    remote = int(fields[2].rsplit(":", 1)[1], 16)
                    if local in ports and fields[3] != "0A" and fields[9] != "0":
                        held.append((local, remote))
        return held

    def memory_kib(self):
        """Resident memory of all processes, in KiB."""
        total = 0
        for pid in [self.process.pid, *self.children()]:
            with open("/proc/%d/statm" % pid) as stream:
                total += int(stream.read().split()[1]) * os.sysconf("SC_PAGESIZE")
        return total // 1024

    def is_idle(self, seconds=5.0):
        """Are all connections let go, now or soon?"""
        return until(lambda: not self.connections(), seconds)

    def signal(self, number):
        self.process.send_signal(number)

    def wait(self, seconds=STOP_S):
        """The exit status, once the server has ended."""
        status = self.process.wait(seconds)
        self.reader.join(5)
        return status

    def stop(self):
        """SIGTERM: the server must end by itself with status 0."""
        self.signal(signal.SIGTERM)
        try:
            status = self.wait()
        finally:
            self.kill()
        complaints = [line for line in self.lines if SANITIZER.search(line)]
        if complaints:
            raise AssertionError("a sanitizer complains:\n" + "\n".join(self.lines))
        if status != 0:
            raise AssertionError("exit status %d after SIGTERM:\n%s"
                                 % (status, "\n".join(self.lines)))

    def kill(self):
        """End whatever is left; for the way out, not a part of any test."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                pass
            self.process.wait(STOP_S)
            self.reader.join(5)
            if not self.reader.is_alive():  # or close would wait for it
                self.process.stderr.close()
        _running.discard(self)
        self.scratch.remove()
