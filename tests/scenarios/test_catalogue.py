"""Each row of the catalogues against a running server.

Quick rows share a server and follow one another, so that after each the
server's processes, connections and descriptors can be compared.  A row that
waits for a deadline has a server of its own.
"""

import atexit
import pathlib
import re
import subprocess
import threading
import unittest

import capsule
import judge
from perform import HANDSHAKE_S, LONGEST_S, PROGRESS_S, PROMPT_S, Target, perform
from row import read_rows
from server import Scratch, Server, until
from tls_client import gemini_get, plain_get

HERE = pathlib.Path(__file__).parent

# An answer that has no deadline to wait for is there within this time.
AT_ONCE_S = PROMPT_S
# Cut no later than this after the deadline.
LATE_S = 5.0

# What the rows of the configured catalogues are served with.
CONFIGURATION = """\
gemini = "127.0.0.1:0"
listener "127.0.0.1:0" {{ proxy = yes }}
proxy-from = {{ 127.0.0.1 }}
gopher = "127.0.0.1:0"
gopher-host = menus.example
gopher-port = 70
capsule "localhost" {{
    root = "{root}"
    aliases = {{ alias.example }}
    lang = "en"
    redirect "/old.gmi" {{ to = "/about.gmi" }}
    redirect "/moved/*" {{ to = "/dir/"  permanent = yes }}
    redirect "/away" {{ to = "gemini://elsewhere.example/a" permanent = yes }}
    gone = {{ "/draft.gmi", "/drafts/*" }}
    media "/noext" {{ type = "text/x-words" lang = "fr" }}
    private "/members/" {{ }}
    private "/chosen/" {{ certificates = "{base}/nobody.txt" }}
}}
capsule "second.example" {{
    root = "{base}/second"
    listing = yes
}}
"""


class Shared:
    """The tree and a client certificate, made once for all lanes."""
    lock = threading.Lock()
    scratch = None
    root = certificate = None

    @classmethod
    def get(cls):
        with cls.lock:
            if cls.scratch is None:
                cls.scratch = Scratch()
                atexit.register(cls.scratch.remove)
                cls.root = capsule.make_tree(cls.scratch.path)
                capsule.make_second(cls.scratch.path)
                cls.certificate = cls.scratch.join("client.pem")
                subprocess.run(
                    ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                     "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=reader",
                     "-keyout", cls.certificate, "-out", cls.certificate + ".crt"],
                    check=True, capture_output=True)
                with open(cls.certificate, "a", encoding="ascii") as pem:
                    pem.write(pathlib.Path(cls.certificate + ".crt").read_text("ascii"))
            return cls


class Lane:
    """Rows that follow one another on one server, started by the first."""

    def __init__(self, protocol, version, rows, configuration=None):
        self.protocol = protocol
        self.configuration = configuration
        self.version = version
        self.left = len(rows)
        self.server = None
        self.tests = [RowTest(self, row) for row in rows]

    def start(self):
        if self.server is None:
            shared = Shared.get()
            text = self.configuration and self.configuration.format(
                base=shared.scratch.path, root=shared.root)
            self.server = Server(shared.root, configuration=text)
            self.server.__enter__()
            self.ask_root()
        return self.server

    def row_done(self):
        self.left -= 1
        if self.left == 0:
            self.server.__exit__(None)

    def ask_root(self):
        """The request that must work after whatever came before."""
        if self.protocol == "gopher":
            answer = plain_get(self.server.gopher, b"/about.txt\r\n")
            judge.check_gopher("text", answer)
        else:
            port = self.server.gemini[1]
            answer = gemini_get(self.server.gemini, "gemini://localhost:%d/" % port)
            judge.check_gemini("20", answer, "localhost", port)
        judge.require(answer.seconds < AT_ONCE_S, "/ took %.1f s", answer.seconds)

    def target(self, request):
        shared = Shared.get()
        address = self.server.gopher if self.protocol == "gopher" else self.server.gemini
        if re.match("@(proxy|listener)", request):
            address = self.server.second_gemini
        return Target(self.server, address, shared.certificate,
                      tls=self.protocol == "gemini", version=self.version)


class RowTest(unittest.TestCase):
    """One row; its name is that of the row."""

    def __init__(self, lane, row):
        super().__init__("check")
        self.lane = lane
        self.row = row

    def id(self):
        version = "[%s]" % self.lane.version if self.lane.protocol == "gemini" else ""
        return "catalogue.%s%s.%s" % (self.lane.protocol, version, self.row.name)

    def check(self):
        server = self.lane.start()
        self.addCleanup(self.lane.row_done)
        children = server.children()
        descriptors = server.descriptors()
        lines = len(server.lines)
        target = self.lane.target(self.row.request)
        directives, data = self.row.parse("localhost", target.address[1], "second.example")

        answer = perform(directives, data, target)

        try:
            self.judge(answer, target)
            self.check_time(answer, directives)
        except judge.Verdict as verdict:
            raise AssertionError("%s\n(%s)" % (verdict, self.row.reason)) from verdict
        self.check_aftermath(server, children, descriptors)
        self.check_log(server.lines[lines:], data)

    def judge(self, answer, target):
        if self.lane.protocol == "gopher":
            judge.check_gopher(self.row.expected, answer)
        else:
            judge.check_gemini(self.row.expected, answer, "localhost", target.address[1])
        if "big" in self.row.name and self.row.expected in ("20", "binary"):
            self.check_big(answer)
        judge.require(not answer.ticket, "the server handed out a session ticket")
        judge.require(not answer.resumed, "the server resumed a session")

    def check_big(self, answer):
        body = answer.data if self.lane.protocol == "gopher" else answer.body
        expected = pathlib.Path(Shared.root, "big.bin").read_bytes()
        judge.require(body == expected, "the file came back altered, or %d of %d bytes",
                      len(body), len(expected))

    def check_time(self, answer, directives):
        limit = AT_ONCE_S
        if {"split", "hello_split"} & set(directives):
            limit = HANDSHAKE_S + LATE_S  # hundreds of turns of a busy machine
        if self.row.is_slow():
            limit = HANDSHAKE_S + LATE_S
        if "noread" in directives:
            limit = PROGRESS_S + LATE_S
        if "readrate" in directives or "keyupdate" in directives:
            limit = LONGEST_S
        if "renegotiate" in directives:
            limit = HANDSHAKE_S + LATE_S
        judge.require(answer.seconds < limit, "took %.1f s, %.0f allowed",
                      answer.seconds, limit)

    def check_aftermath(self, server, children, descriptors):
        judge.require(server.is_idle(), "connections are left: %s", server.connections())
        self.lane.ask_root()
        judge.require(server.is_idle(), "connections are left: %s", server.connections())
        judge.require(server.children() == children, "a process was replaced: %s, now %s",
                      children, server.children())
        if descriptors is not None:
            until(lambda: server.descriptors() <= descriptors, 3)
            judge.require(server.descriptors() <= descriptors, "%d descriptors, were %d",
                          server.descriptors(), descriptors)

    def check_log(self, lines, data):
        judge.require(len(lines) <= 1, "more than one log line: %s", lines)
        for line in lines:
            judge.require(re.fullmatch(r"[ -~]*", line), "not printable ASCII: %r", line)
            judge.require("127.0.0.1" in data.decode("latin-1") or "127.0.0.1" not in line,
                          "an address in the log: %s", line)


def make_lanes(protocol, version, rows, configuration=None):
    quick = [row for row in rows if not row.is_slow()]
    yield 1, Lane(protocol, version, quick, configuration).tests
    for row in rows:
        if row.is_slow():
            lane = Lane(protocol, version, [row], configuration)
            yield 30 if "noread" in row.request else 12, lane.tests


def lanes():
    rows = read_rows(HERE / "gemini.tsv")
    yield from make_lanes("gemini", "1.3", rows)
    older = [row for row in rows if not row.is_slow() and not re.search(
        r"@(raw|tls|keyupdate|sniraw)", row.request)]
    yield from make_lanes("gemini", "1.2", older)
    yield from make_lanes("gopher", "", read_rows(HERE / "gopher.tsv"))

    rows = read_rows(HERE / "gemini-configured.tsv")
    yield from make_lanes("gemini", "1.3", rows, CONFIGURATION)
    yield from make_lanes("gemini", "1.2", [row for row in rows if not row.is_slow()],
                          CONFIGURATION)
    yield from make_lanes("gopher", "", read_rows(HERE / "gopher-configured.tsv"),
                          CONFIGURATION)
