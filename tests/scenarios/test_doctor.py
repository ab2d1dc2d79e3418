"""lozenge doctor: nothing found in lozenged, and each fault of worse servers."""

import contextlib
import json
import os
import pty
import re
import socket
import ssl
import subprocess
import threading
import time
import unittest

import test_get
from server import LOZENGE, START_S, TOP, Scratch, Server

# A whole examination and a crawl: many visits, at a polite pace.
PATIENCE_S = 3 * START_S

# How long a server of ours lets a client say nothing.
SILENCE_S = 1.0

MENU = (b"iWelcome\t\terror.host\t1\r\n"
        b"0About\t/about\tlocalhost\t%PORT\r\n.\r\n")
GOPHER_ERROR = b"3Not there\t\terror.host\t1\r\n.\r\n"


def make_certificate(directory, name="localhost", days=90, key=("ec", "-pkeyopt",
                     "ec_paramgen_curve:P-256"), alternative=True):
    """A self-signed certificate for a host: (certificate, key)."""
    paths = [os.path.join(directory, "a." + suffix) for suffix in ("pem", "key")]
    names = ["-addext", "subjectAltName=DNS:" + name] if alternative else []
    subprocess.run(["openssl", "req", "-x509", "-newkey", *key, "-nodes", "-keyout", paths[1],
                    "-out", paths[0], "-days", str(days), "-subj", "/CN=" + name, *names],
                   check=True, capture_output=True)
    return paths


class Listening:
    """A server on a free port, a thread for each client."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self):
        while True:
            try:
                client = self.socket.accept()[0]
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        client.settimeout(SILENCE_S)
        with contextlib.suppress(OSError):
            self.serve(client)
        client.close()

    def stop(self):
        self.socket.close()


class Gemini(Listening):
    """Right in all things; each test's subclass gets one of them wrong."""

    pages = {b"/": b"20 text/gemini; lang=en\r\n# Welcome\n=> about.gmi About\n",
             b"/about.gmi": b"20 text/gemini; lang=en\r\n# About\n",
             b"/etc/passwd": b"51 Not here\r\n"}
    end = b"\r\n"
    oldest = ssl.TLSVersion.TLSv1_2

    def __init__(self, certificate):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if self.oldest < ssl.TLSVersion.TLSv1_2:
            self.context.set_ciphers("ALL:@SECLEVEL=0")
        self.context.minimum_version = self.oldest
        self.context.load_cert_chain(*certificate)
        super().__init__()

    def serve(self, client):
        client = self.context.wrap_socket(client, server_side=True)
        request = b""
        while self.end not in request:
            read = client.recv(4096)
            if not read:
                return
            request += read
        client.sendall(self.answer(request.split(self.end)[0]))
        self.finish(client)

    def finish(self, client):
        with contextlib.suppress(OSError):
            client.unwrap()

    def answer(self, url):
        if len(url) > 1024 or re.search(rb"[\x00-\x20#@]", url):
            return b"59 No URL\r\n"
        found = re.fullmatch(rb"([a-z]+)://([^/]+)(/.*)?", url)
        if not found:
            return b"59 No URL\r\n"
        if found[1] != b"gemini" or found[2] != b"localhost:%d" % self.port:
            return b"53 Not here\r\n"
        return self.page(found[3] or b"/")

    def page(self, path):
        return self.pages.get(path, b"51 Not there\r\n")


class Gopher(Listening):
    menu, error = MENU, GOPHER_ERROR

    def serve(self, client):
        request = b""
        while not request.endswith(b"\n"):
            request += client.recv(4096) or b"\n"
        answers = {b"": self.menu.replace(b"%PORT", b"%d" % self.port),
                   b"/about": b"About.\r\n.\r\n"}
        client.sendall(answers.get(request.strip(), self.error))


def wrong(rows):
    return [(row["check"], row["verdict"]) for row in rows
            if row["verdict"] in ("warning", "error")]


class Case(unittest.TestCase):
    apart = True
    patience = 60

    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)

    def doctor(self, *arguments):
        return subprocess.run([LOZENGE, "doctor", *arguments], capture_output=True, text=True,
                              timeout=PATIENCE_S, check=False, stdin=subprocess.DEVNULL)

    def examine(self, *arguments):
        """The rows that are not well, and the exit status that must go with them."""
        result = self.doctor("--json", *arguments)
        report = json.loads(result.stdout)
        found = wrong(report["checks"])
        for verdict, key in (("error", "errors"), ("warning", "warnings")):
            self.assertEqual(report[key], sum(1 for row in found if row[1] == verdict))
        self.assertEqual(result.returncode, 1 if report["errors"] else 0)
        self.assertEqual(result.stderr, "")
        return found, report["checks"]

    def start(self, kind, *arguments):
        server = kind(*arguments)
        self.addCleanup(server.stop)
        return server

    def examine_gemini(self, *arguments, certificate=None, **faults):
        server = self.start(type("Faulty", (Gemini,), faults),
                            certificate or make_certificate(self.scratch.path))
        return self.examine(*arguments, "--gopher", "off", "localhost:%d" % server.port)[0]

    def examine_gopher(self, *arguments, **faults):
        """What is wrong with Gopher, where there is no Gemini at all."""
        server = self.start(type("Faulty", (Gopher,), faults))
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            found, _ = self.examine(*arguments, "--gopher", str(server.port),
                                    "localhost:%d" % unused.getsockname()[1])
        return [row for row in found if row[0].startswith(("gopher", "crawl"))]


class Sound(Case):
    def test_lozenged_with_a_leaflet(self):
        root = self.scratch.join("root")
        subprocess.run([LOZENGE, "build", "-o", root, os.path.join(TOP, "capsule/leaflet.md")],
                       check=True, capture_output=True)
        with Server(root, host="127.0.0.1") as server:
            found, rows = self.examine("--crawl", "--gopher", str(server.gopher[1]),
                                       "127.0.0.1:%d" % server.gemini[1])
            self.assertEqual(found, [])
            checks = {row["check"] for row in rows if row["verdict"] == "ok"}
            self.assertTrue({"close-notify", "url-1025", "silent", "cert-name", "gopher-items",
                             "crawl-gemini", "crawl-gopher"} <= checks)
            pin = next(row["detail"] for row in rows if "public key" in row["detail"])
            told = server.wait_for_line("its public key: SHA-256")
            self.assertEqual(pin.split()[-1], told.split()[-1])

    def test_the_servers_of_these_tests(self):
        self.assertEqual(self.examine_gemini("--crawl"), [])
        self.assertEqual(self.examine_gopher("--crawl"), [])


class Reached(Case):
    def test_nobody_there(self):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            result = self.doctor("--gopher", "off", "127.0.0.1:%d" % unused.getsockname()[1])
        self.assertEqual(result.returncode, 1)
        self.assertIn("error: ipv4: 127.0.0.1", result.stdout)
        self.assertIn("refused", result.stdout)

    def test_a_server_that_is_busy_gets_the_time_it_asks_for(self):
        asked = []

        def answer(server, url):
            asked.append(time.monotonic())
            return b"44 1\r\n" if len(asked) == 1 else Gemini.answer(server, url)

        self.assertEqual(self.examine_gemini(answer=answer), [])
        self.assertGreaterEqual(asked[1] - asked[0], 0.9)

    @unittest.skipUnless(os.geteuid() == 0, "only root can give a host another address")
    def test_gopher_on_one_of_two_addresses(self):
        """It is examined where it answers, and missed where it does not."""
        hosts = self.scratch.join("hosts")
        with open(hosts, "w", encoding="ascii") as stream:
            stream.write("127.0.0.2 localhost\n127.0.0.1 localhost\n")
        server = self.start(Gopher)
        result = subprocess.run(
            ["unshare", "--mount", "sh", "-c",
             'mount --bind "$0" /etc/hosts && exec "$@"', hosts, LOZENGE, "doctor", "--gopher",
             str(server.port), "localhost:%d" % server.port],
            capture_output=True, text=True, timeout=PATIENCE_S, check=False)
        self.assertIn("error: gopher-address: 127.0.0.2 port %d: Connection refused" % server.port,
                      result.stdout)
        self.assertIn("ok: gopher-items: 1 items are there", result.stdout)

    def test_no_tls(self):
        server = self.start(Gopher)
        found, _ = self.examine("--gopher", "off", "localhost:%d" % server.port)
        self.assertIn(("tls-1.2", "error"), found)

    def test_on_a_terminal_there_is_a_table_with_advice(self):
        ours, theirs = pty.openpty()
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            process = subprocess.Popen(
                [LOZENGE, "doctor", "--gopher", "off", "127.0.0.1:%d" % unused.getsockname()[1]],
                stdout=theirs, env=dict(os.environ, TERM="xterm", NO_COLOR=""))
            os.close(theirs)
            shown = b""
            with contextlib.suppress(OSError):  # the other end is closed
                while read := os.read(ours, 4096):
                    shown += read
            os.close(ours)
            self.assertEqual(process.wait(START_S), 1)
        self.assertRegex(shown, rb"\x1b\[1;31merror  \x1b\[0m  ipv4  +127\.0\.0\.1")
        self.assertIn(b"Let the server listen", shown)


class Tls(Case):
    def test_no_close_notify(self):
        self.assertEqual(self.examine_gemini(finish=lambda *_: None),
                         [("close-notify", "error")] * 3)

    def test_old_versions(self):
        self.assertEqual(self.examine_gemini(oldest=ssl.TLSVersion.TLSv1_1),
                         [("tls-old", "error")])

    # (how the certificate is made, what is found)
    CERTIFICATES = [
        ({"name": "example.org"}, [("cert-name", "error")]),
        ({"alternative": False}, [("cert-name", "warning")]),
        ({"days": 9}, [("cert-dates", "warning")]),
        ({"key": ("ed25519",)}, [("cert-key", "warning")]),
    ]

    def test_certificates(self):
        for how, expected in self.CERTIFICATES:
            with self.subTest(str(how)):
                certificate = make_certificate(self.scratch.path, **how)
                self.assertEqual(self.examine_gemini(certificate=certificate), expected)

    def test_expired(self):
        certificate = test_get.make_certificate(
            self.scratch.path, "old", "200101000000Z", "210101000000Z")
        self.assertEqual(self.examine_gemini(certificate=certificate),
                         [("cert-name", "warning"), ("cert-dates", "error")])


def answering(change):
    """An answer method: that of Gemini, changed."""
    def answer(self, url):
        return change(Gemini.answer(self, url), url)
    return answer


def forgiving(pattern):
    """One that strips what the pattern finds from each URL, and goes on."""
    def answer(self, url):
        return Gemini.answer(self, re.sub(pattern, b"", url))
    return answer


class Rules(Case):
    # (name, what is wrong with the server, what must be found among the rest)
    FAULTS = [
        ("header_without_space", {"answer": answering(
            lambda answer, _: answer.replace(b" ", b"", 1))}, ("header", "error")),
        ("header_with_lf", {"answer": answering(
            lambda answer, _: answer.replace(b"\r", b"", 1))}, ("header", "error")),
        ("byte_order_mark", {"answer": answering(
            lambda answer, _: b"\xef\xbb\xbf" + answer)}, ("header", "error")),
        ("accepts_1025", {"answer": forgiving(rb"(?<=^.{1024}).*")}, ("url-1025", "error")),
        ("refuses_1024", {"answer": answering(
            lambda answer, url: b"59 x\r\n" if len(url) > 1022 else answer)}, ("url-1024", "error")),
        ("accepts_fragments", {"answer": forgiving(rb"#.*")}, ("fragment", "error")),
        ("accepts_userinfo", {"answer": forgiving(rb"user@")}, ("userinfo", "error")),
        ("accepts_control_bytes", {"answer": forgiving(rb"\x01")}, ("control", "error")),
        ("accepts_lf", {"end": b"\n"}, ("line-end", "warning")),
        ("finds_all", {"page": lambda self, path: self.pages[b"/"]}, ("missing", "error")),
        ("leaves_the_root", {"page": lambda self, path: b"20 text/plain\r\nroot:x:0:0::/:\n"
                             if b".." in path else Gemini.page(self, path)},
         ("above-root", "error")),
        ("goes_in_a_circle", {"page": lambda self, path: b"30 /\r\n" if path == b"/"
                              else Gemini.page(self, path)}, ("redirects", "error")),
        ("leads_nowhere", {"page": lambda self, path: b"31 /gone\r\n" if path == b"/"
                           else Gemini.page(self, path)}, ("redirects", "error")),
        ("latin_1", {"pages": {b"/": b"20 text/gemini; lang=en\r\n\xfc\n"}}, ("charset", "error")),
        ("no_language", {"pages": {b"/": b"20 text/gemini\r\n# A\n"}}, ("lang", "warning")),
        ("serves_any_host", {"answer": forgiving(rb".*(?=lozenge-doctor\.invalid)")},
         ("foreign-host", "warning")),
    ]

    def test_faults(self):
        with contextlib.ExitStack() as done:
            found = {}

            def examine(name, faults):
                found[name] = self.examine_gemini(**faults)

            certificate = make_certificate(self.scratch.path)
            threads = [threading.Thread(target=examine, args=(name, dict(
                faults, certificate=certificate))) for name, faults, _ in self.FAULTS]
            for thread in threads:
                thread.start()
                done.callback(thread.join, PATIENCE_S)
        for name, _, expected in self.FAULTS:
            with self.subTest(name):
                self.assertIn(expected, found.get(name, "no report"))

    def test_a_20_for_all_is_no_way_out_of_the_root(self):
        found = self.examine_gemini(page=lambda self, path: self.pages.get(
            path if path in (b"/", b"/about.gmi") else b"/"))
        self.assertEqual(found, [("missing", "error")] + [("above-root", "warning")] * 3)

    def test_an_answer_before_cr_lf_is_as_odd_whatever_it_is(self):
        page = {b"/": b"30 /about.gmi\r\n", b"/about.gmi": Gemini.pages[b"/about.gmi"]}
        self.assertEqual(self.examine_gemini(end=b"\n", pages=page, answer=forgiving(rb"\r$")),
                         [("line-end", "warning")])

    def test_a_broken_header_hides_nothing_and_is_told_once(self):
        for change in (lambda answer: answer.replace(b" ", b"", 1),
                       lambda answer: b"\xef\xbb\xbf" + answer):
            found = self.examine_gemini(answer=answering(lambda answer, _, change=change:
                                                         change(answer)))
            self.assertEqual(found, [("header", "error")] * 3)

    def test_what_a_server_says_does_not_reach_the_terminal_raw(self):
        server = self.start(type("Rude", (Gemini,), {"page": lambda *_: b"51 \x1b[31m\r\n"}),
                            make_certificate(self.scratch.path))
        result = self.doctor("--gopher", "off", "localhost:%d" % server.port)
        self.assertNotIn("\x1b", result.stdout)
        self.assertIn("\\x1B[31m", result.stdout)


class Menus(Case):
    # (name, what is wrong with the server, what is found)
    FAULTS = [
        ("fields", {"menu": b"iWelcome\r\n" + MENU}, [("gopher-fields", "error")]),
        ("line_ends", {"menu": MENU.replace(b"\r", b"")}, [("gopher-lines", "warning")]),
        ("no_dot", {"menu": MENU[:-3]}, [("gopher-end", "warning")]),
        ("wide", {"menu": b"i" + b"x" * 81 + b"\t\terror.host\t1\r\n" + MENU},
         [("gopher-width", "warning")]),
        ("type", {"menu": b"zOdd\t\tlocalhost\t1\r\n" + MENU}, [("gopher-types", "warning")]),
        ("host", {"menu": MENU.replace(b"localhost", b"example.org")},
         [("gopher-host", "warning")]),
        ("dead", {"menu": b"0Gone\t/gone\tlocalhost\t%PORT\r\n" + MENU},
         [("gopher-items", "error")]),
        ("error", {"error": b"Error: no such file\r\n"}, [("gopher-missing", "error")]),
        ("dead_untold", {"error": b"Error: no such file\r\n",
                         "menu": b"0Gone\t/gone\tlocalhost\t%PORT\r\n" + MENU},
         [("gopher-missing", "error"), ("gopher-items", "error")]),
    ]

    def test_faults(self):
        for name, faults, expected in self.FAULTS:
            with self.subTest(name):
                self.assertEqual(self.examine_gopher(**faults), expected)


class Crawled(Case):
    pages = {b"/": b"20 text/gemini; lang=en\r\n=> a.gmi#x A\n=> gone.gmi Gone\n"
                   b"=> https://example.org/ Elsewhere\n=> private/x.gmi Not for us\n",
             b"/a.gmi": b"20 text/gemini\r\n=> loop Round\n=> / Up\n=> gone.gmi Again\n",
             b"/loop": b"31 /loop\r\n",
             b"/robots.txt": b"20 text/plain\r\nUser-agent: *\nDisallow: /private\n"}

    def test_gemini(self):
        server = self.start(type("Broken", (Gemini,), {"pages": self.pages}),
                            make_certificate(self.scratch.path))
        found, rows = self.examine("--crawl", "--gopher", "off", "localhost:%d" % server.port)
        self.assertEqual(found, [("crawl-gemini", "error")] * 2)
        details = [row["detail"] for row in rows if row["check"] == "crawl-gemini"]
        base = "gemini://localhost:%d/" % server.port
        self.assertTrue(details[0].startswith("%sgone.gmi, linked from %s: 51" % (base, base)))
        self.assertTrue(details[1].startswith("%sloop, linked from %sa.gmi: " % (base, base)))

    def test_gopher_without_errors_of_type_3(self):
        menu = MENU.replace(b"0About", b"0Gone\t/gone\tlocalhost\t%PORT\r\n0About")
        error = b"Error: no such file\r\n"
        self.assertEqual(self.examine_gopher("--crawl", menu=menu, error=error),
                         [("gopher-missing", "error"), ("gopher-items", "error"),
                          ("crawl-gopher", "error")])

    def test_gopher(self):
        menu = b"1Below\t/below\tlocalhost\t%PORT\r\n" + MENU
        self.assertEqual(self.examine_gopher("--crawl", menu=menu),
                         [("gopher-items", "error"), ("crawl-gopher", "error")])
