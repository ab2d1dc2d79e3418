"""lozenged under a fault, from its start over twenty requests to its end."""

import contextlib
import re
import signal

from server import Server, until
from subjects import Subject, require
from tls_client import gemini_get, plain_get

# How long a start may take, a request, and the server to be well again.
START_S = 10.0
ANSWER_S = 15.0
WELL_S = 20.0

GEMINI = ["/", "/about.gmi", "/big.txt", "/none.gmi", "/dir"]
GOPHER = ["", "/about.gmi", "/big.txt", "/none.gmi", "/dir/"]

# A request that fails of itself: Gemini's 4x, and Gopher's item of type 3.
REFUSED = re.compile(rb"4[0-4] [^\r\n]*\r\n|3[^\r\n]*\r\n(\.\r\n)?")

CONFIGURATION = """\
gemini = 127.0.0.1:0
gopher = 127.0.0.1:0
workers = 1
sandbox = off
certs = "%(certs)s"
%(more)s
capsule localhost { root = "%(root)s" listing = yes }
"""


class Tortured(Server):
    """A server that is not waited for as long as on the busiest machine."""

    def wait_for_line(self, pattern, seconds=START_S, start=0):
        return super().wait_for_line(pattern, min(seconds, START_S), start)

    def is_heard_of(self):
        """Has it said where it listens?"""
        return all(self.ports.values())


class Serve(Subject):
    """One worker and a keyholder; all processes meet one fault between them."""

    name = "serve"
    more = ""

    def set_up(self):
        self.write("root/index.gmi", "# A capsule\n\n=> about.gmi About\n=> big.txt Big\n")
        self.write("root/about.gmi", "# About\n\nA paragraph.\n\n* an item\n")
        self.write("root/big.txt", "A line of a large text.\n" * 20000)
        self.write("root/dir/one.gmi", "# One\n")
        with self.server(None) as server:
            self.answers = self.ask_all(server)
        for (protocol, path), (ending, _) in self.answers.items():
            require(ending == ("close_notify" if protocol == "gemini" else "fin"),
                    "%s %s ends with %s", protocol, path, ending)

    def server(self, injection):
        """A server that is yet to start; its certificate is already made."""
        certs = self.scratch.join("certs")
        text = CONFIGURATION % {"certs": certs, "root": self.scratch.join("root"),
                                "more": self.more}
        return Tortured(None, configuration=text, certs=certs,
                        wrapper=injection.wrapper if injection else ())

    def ask_all(self, server):
        """Each request: how it ended, and what came."""
        return {(protocol, path): self.ask(server, protocol, path)
                for protocol, paths in (("gemini", GEMINI), ("gopher", GOPHER))
                for path in paths}

    def ask(self, server, protocol, path):
        try:
            if protocol == "gemini":
                url = "gemini://localhost:%d%s" % (server.gemini[1], path)
                answer = gemini_get(server.gemini, url, seconds=ANSWER_S)
            else:
                answer = plain_get(server.gopher, path.encode() + b"\r\n", seconds=ANSWER_S)
        except OSError as error:
            return "refused", str(error).encode()
        ports = [str(port).encode() for ports in server.ports.values() for port in ports]
        return answer.ending, re.sub(rb"\b(%s)\b" % b"|".join(ports), b"PORT", answer.data)

    def judge(self, answers):
        """Is each answer whole, or does it show that it is not?"""
        for request, (ending, data) in answers.items():
            good_ending, good = self.answers[request]
            if ending == "refused":
                continue  # whether the server may be gone is asked afterwards
            require(ending != "open", "%s %s: it hangs", *request)
            require(ending != "unusable", "%s %s: no TLS", *request)
            whole = data in (good, without_offers(good)) or REFUSED.fullmatch(data)
            require(whole or ending != good_ending or request[0] == "gopher" and
                    good.startswith(data), "%s %s: a wrong answer passes for a whole one:\n%s",
                    *request, data[:300].decode("utf-8", "replace"))
            require(whole or good.startswith(data), "%s %s: a wrong answer:\n%s",
                    *request, data[:300].decode("utf-8", "replace"))

    def is_well(self, server):
        return self.ask_all(server) == self.answers

    def attempt(self, injection, point):
        server = self.server(injection)
        with contextlib.ExitStack() as stack:
            stack.callback(server.kill)
            if self.start(server, point):
                for _ in range(2):
                    self.judge(self.ask_all(server))
                require(until(lambda: server.process.poll() is not None or self.is_well(server),
                              WELL_S), "it does not become well:\n%s", said(server))
            self.judge_end(server, point)
        self.serve_again()

    def start(self, server, point):
        """Does it start, and say where it listens?"""
        try:
            server.start()
        except AssertionError:
            require(server.process.poll() is not None or may_lose_a_line(point),
                    "it neither starts nor ends:\n%s", said(server))
        require(server.is_heard_of() or server.process.poll() is not None
                or may_lose_a_line(point), "it does not say where it listens:\n%s", said(server))
        return server.process.poll() is None and server.is_heard_of()

    def judge_end(self, server, point):
        """By itself it ends for a fault, and says so; by SIGTERM it does end."""
        ended = server.process.poll()
        if ended is None:
            server.signal(signal.SIGTERM)
            ended = server.wait()
            require(ended in (0, 1) or killed(point, ended), "after SIGTERM it ends with %d:\n%s",
                    ended, said(server))
        else:
            require(ended > 0 or killed(point, ended) or is_starved_parser(point, ended, server),
                    "it ends by itself with %d:\n%s", ended, said(server))
            require(server.lines or ended < 0 or may_lose_a_line(point),
                    "it ends with %d and says nothing", ended)
        self.judge_log(server, point)

    def judge_log(self, server, point):
        """Only a process that was killed may have died of a signal."""
        for line in server.lines:
            died = re.search(r"died of signal (\d+)", line)
            require(not died or killed(point, -int(died[1])), "a crash:\n%s", said(server))

    def serve_again(self):
        with self.server(None) as server:
            require(self.ask(server, "gemini", "/") == self.answers["gemini", "/"],
                    "the next run answers something else")


class ServeFirst(Serve):
    """The same at a first start, which makes the certificate."""

    name = "serve-first"


def without_offers(menu):
    """A menu without the items above its words, which lead to its other forms."""
    return re.sub(rb"^(?:[01][^\r\n]*\r\n)+i\t[^\r\n]*\r\n", b"", menu)


def may_lose_a_line(point):
    """Is it the log's own line that cannot be written, or only in part?"""
    return bool(point) and point.call == "write" and point.fault != "EINTR"


def killed(point, status):
    return bool(point) and point.fault == "kill" and status == -signal.SIGKILL


def is_starved_parser(point, status, server):
    """Did libconfuse find no memory?  It ends the process, before anything is served."""
    return (bool(point) and point.call == "allocation" and status == -signal.SIGABRT
            and "libConfuse" in said(server) and not server.is_heard_of())


def said(server):
    return "\n".join(server.lines)
