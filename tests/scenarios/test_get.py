"""lozenge get: what a script sees, against lozenged and against worse servers."""

import contextlib
import os
import re
import resource
import signal
import socket
import ssl
import subprocess
import threading
import tty
import unittest

import capsule
from server import LOZENGE, START_S, Scratch, Server

BIG = os.urandom(1 << 20) * 8

# (what is sent after the header's status, the exit status)
STATUSES = [10, 11, 30, 31, 40, 44, 51, 53, 59, 60, 62]

# (an answer that is none, what is said)
NO_ANSWERS = [
    (b"", "closed"),
    (b"20 text/gem", "closed"),
    (b"HTTP/1.1 400 Bad Request\r\n\r\n", "no Gemini answer"),
    (b"20 text/gemini\n# A\n", "no Gemini answer"),
    (b"20 " + b"x" * 1025 + b"\r\n", "no Gemini answer"),
]

# (URL path, what the server sends, exit status, what is written)
GOPHER = [
    ("0/a", b"one\r\n..two\r\n.\r\n", 0, b"one\r\n.two\r\n"),
    ("0/a", b"one\r\n.\r\nthree\r\n", 0, b"one\r\n"),
    ("0/a", b"no dot\r\n", 0, b"no dot\r\n"),
    ("0/a", b"", 1, b""),
    ("1/a", b"iInfo\t\tx\t1\r\n.\r\n", 0, b"iInfo\t\tx\t1\r\n"),
    ("9/a", b"\x00..\r\n.\r\n", 0, b"\x00..\r\n.\r\n"),
    ("9/a", b"", 0, b""),
    ("1/a", b"3Gone\t\tx\t1\r\n.\r\n", 51, b""),
    ("0/a", b"3Gone\t\tx\t1\r\n.\r\n", 51, b""),
    ("9/a", b"3Gone\t\tx\t1\r\n.\r\n", 51, b""),
    ("0/a", b"3 mice\r\n.\r\n", 0, b"3 mice\r\n"),
]


def make_certificate(directory, name, *dates):
    """A self-signed certificate; with dates, by way of a little authority."""
    key, pem = os.path.join(directory, name + ".key"), os.path.join(directory, name + ".pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", pem,
                    "-days", "9", "-subj", "/CN=localhost"], check=True, capture_output=True)
    if dates:
        settings = os.path.join(directory, "ca.cnf")
        with open(settings, "w", encoding="ascii") as stream:
            stream.write("[ca]\ndefault_ca=d\n[d]\nnew_certs_dir=%s\ndatabase=%s/index\n"
                         "rand_serial=yes\ndefault_md=sha256\npolicy=p\n[p]\n"
                         "commonName=supplied\n" % (directory, directory))
        open(os.path.join(directory, "index"), "w", encoding="ascii").close()
        request = os.path.join(directory, name + ".csr")
        subprocess.run(["openssl", "req", "-new", "-key", key, "-subj", "/CN=localhost",
                        "-out", request], check=True, capture_output=True)
        subprocess.run(["openssl", "ca", "-batch", "-config", settings, "-selfsign",
                        "-keyfile", key, "-in", request, "-out", pem, "-notext",
                        "-startdate", dates[0], "-enddate", dates[1]],
                       check=True, capture_output=True)
    return pem, key


class Answering:
    """A server that sends the same bytes to everybody."""

    def __init__(self, answer, certificate=None, close_notify=True):
        self.answer, self.close_notify = answer, close_notify
        self.requests, self.names = [], []
        self.context = None
        if certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(*certificate)
            self.context.sni_callback = lambda _, name, __: self.names.append(name)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self):
        while True:
            try:
                client = self.socket.accept()[0]
            except OSError:
                return
            with contextlib.suppress(OSError):
                self._serve(client)
            client.close()

    def _serve(self, client):
        client.settimeout(START_S)
        if self.context:
            client = self.context.wrap_socket(client, server_side=True)
        request = b""
        while not request.endswith(b"\n"):
            request += client.recv(4096) or b"\n"
        self.requests.append(request)
        client.sendall(self.answer)
        if self.context and self.close_notify:
            client = client.unwrap()
        client.close()

    def stop(self):
        self.socket.close()


class Case(unittest.TestCase):
    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.known = self.scratch.join("trust", "known_hosts")
        self.certificate = make_certificate(self.scratch.path, "good")

    def get(self, *arguments, environment=None, **how):
        environment = environment or dict(os.environ, LOZENGE_KNOWN_HOSTS=self.known)
        how.setdefault("stdout", subprocess.PIPE)
        result = subprocess.run([LOZENGE, "get", *arguments], stderr=subprocess.PIPE,
                                timeout=START_S, check=False, env=environment, **how)
        result.stderr = result.stderr.decode()
        return result

    def answering(self, answer, certificate=None, **how):
        server = Answering(answer, certificate, **how)
        self.addCleanup(server.stop)
        return server

    def gemini(self, answer, **how):
        how.setdefault("certificate", self.certificate)
        server = self.answering(answer, **how)
        return server, "gemini://localhost:%d/" % server.port


class Gemini(Case):
    def test_body_and_header_go_apart(self):
        server, url = self.gemini(b"20 text/plain\r\na\x00b\r\n")
        result = self.get(url + "x#fragment")
        self.assertEqual((result.returncode, result.stdout, result.stderr),
                         (0, b"a\x00b\r\n", "20 text/plain\n"))
        self.assertEqual(server.requests, [b"gemini://localhost:%d/x\r\n" % server.port])
        self.assertEqual(server.names, ["localhost"])

    def test_an_address_is_no_server_name(self):
        server, _ = self.gemini(b"20 text/plain\r\n")
        self.assertEqual(self.get("gemini://127.0.0.1:%d" % server.port).returncode, 0)
        self.assertEqual(server.names, [None])

    def test_status_is_the_exit_status(self):
        for status in STATUSES:
            with self.subTest(status):
                _, url = self.gemini(b"%d meta\r\n" % status)
                result = self.get(url)
                self.assertEqual((result.returncode, result.stdout, result.stderr),
                                 (status, b"", "%d meta\n" % status))

    def test_no_answer(self):
        for answer, said in NO_ANSWERS:
            with self.subTest(answer[:20]):
                result = self.get(self.gemini(answer)[1])
                self.assertEqual((result.returncode, result.stdout), (1, b""))
                self.assertIn(said, result.stderr)

    def test_an_end_without_close_notify_is_told(self):
        result = self.get(self.gemini(b"20 text/plain\r\nhalf", close_notify=False)[1])
        self.assertEqual((result.returncode, result.stdout), (1, b"half"))
        self.assertIn("close_notify", result.stderr)

    def test_headers_do_not_reach_the_terminal_raw(self):
        result = self.get(self.gemini(b"51 \x1b[31m\xc2\x9b\r\n")[1])
        self.assertEqual((result.returncode, result.stderr), (51, "51 \\x1B[31m\\xC2\\x9B\n"))

    def test_a_terminal_is_not_driven_by_a_body(self):
        _, url = self.gemini(b"20 text/gemini\r\n# \x1b]0;x\x07T\xc3\xbcr\r\n=> /a\tb\xc2\x9b1m\n\xff")
        text = "# \\x1B]0;x\\x07Tür\n=> /a\tb\\xC2\\x9B1m\n\\xFF"
        gopher = self.answering(b"iB\x1b[2J\t\th\t1\r\n.\r\n")
        for target, shown in ((url, text), ("gopher://localhost:%d/1/" % gopher.port,
                                            "iB\\x1B[2J\t\th\t1\n")):
            ours, theirs = os.openpty()
            tty.setraw(theirs)
            self.assertEqual(self.get(target, stdout=theirs).returncode, 0)
            os.close(theirs)
            with contextlib.closing(open(ours, "rb", 0)) as terminal:
                self.assertEqual(terminal.read(4096).decode(), shown)

    def test_big_bodies(self):
        result = self.get(self.gemini(b"20 a/b\r\n" + BIG)[1])
        self.assertEqual(result.returncode, 0)
        self.assertTrue(result.stdout == BIG)

    def test_write_errors_fail(self):
        _, url = self.gemini(b"20 a/b\r\n" + BIG)
        with open("/dev/full", "wb") as full:
            result = self.get(url, stdout=full)
        self.assertEqual(result.returncode, 1)
        self.assertIn("standard output", result.stderr)
        reading, writing = os.pipe()
        os.close(reading)
        result = self.get(url, stdout=writing)
        os.close(writing)
        self.assertEqual(result.returncode, 1)
        self.assertIn("standard output", result.stderr)


class Trust(Case):
    def test_a_key_is_pinned_and_a_changed_one_refused(self):
        _, url = self.gemini(b"20 text/plain\r\nx")
        self.assertEqual(self.get(url).returncode, 0)
        self.assertEqual(os.stat(self.known).st_mode & 0o777, 0o600)
        self.assertEqual(self.get(url).returncode, 0)
        with open(self.known, encoding="ascii") as stream:
            text = stream.read()
        self.assertRegex(text, r"\Alocalhost:\d+ spki-sha256 [0-9a-f]{64}\n\Z")
        with open(self.known, "w", encoding="ascii") as stream:
            stream.write("# by hand\n" + re.sub(r"[0-9a-f]{64}", "0" * 64, text))
        result = self.get(url)
        self.assertEqual((result.returncode, result.stdout), (1, b""))
        self.assertIn(self.known + ":2:", result.stderr)
        self.assertEqual(self.get("--insecure", url).returncode, 0)

    def test_an_expired_stranger_is_refused(self):
        expired = make_certificate(self.scratch.path, "old", "200101000000Z", "210101000000Z")
        _, url = self.gemini(b"20 text/plain\r\nx", certificate=expired)
        result = self.get(url)
        self.assertEqual((result.returncode, result.stdout), (1, b""))
        self.assertIn("expired on 2021-01-01", result.stderr)
        self.assertFalse(os.path.exists(self.known))
        self.assertEqual(self.get("--insecure", url).returncode, 0)
        self.assertFalse(os.path.exists(self.known))

    def test_a_stranger_from_the_future_is_refused(self):
        coming = make_certificate(self.scratch.path, "new", "20600101000000Z", "20610101000000Z")
        _, url = self.gemini(b"20 text/plain\r\nx", certificate=coming)
        result = self.get(url)
        self.assertEqual((result.returncode, result.stdout), (1, b""))
        self.assertIn("begins on 2060-01-01", result.stderr)
        self.assertFalse(os.path.exists(self.known))

    def test_a_file_of_keys_that_is_none_is_not_passed_over(self):
        _, url = self.gemini(b"20 text/plain\r\nx")
        self.assertEqual(self.get(url).returncode, 0)
        with open(self.known, "r+", encoding="ascii") as stream:
            text = stream.read()
            stream.seek(0)
            stream.truncate()
            stream.write(text.replace("spki-sha256", "spki"))
        self.assertIn(self.known + ":1: this line is not", self.refused(url))
        os.unlink(self.known)
        os.mkdir(self.known)
        self.assertIn(self.known + ": is no regular file", self.refused(url))
        os.rmdir(self.known)
        os.rmdir(os.path.dirname(self.known))
        open(os.path.dirname(self.known), "w", encoding="ascii").close()
        self.assertIn("Not a directory", self.refused(url))

    def test_a_key_that_cannot_be_remembered_is_not_trusted(self):
        _, url = self.gemini(b"20 text/plain\r\nx")

        def fill_the_disk():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

        said = self.refused(url, preexec_fn=fill_the_disk)
        self.assertIn("the server's key cannot be remembered: File too large", said)
        self.assertEqual(os.listdir(os.path.dirname(self.known)), [])
        nowhere = {key: value for key, value in os.environ.items()
                   if key not in ("HOME", "LOZENGE_KNOWN_HOSTS", "XDG_DATA_HOME")}
        self.assertIn("set HOME or LOZENGE_KNOWN_HOSTS", self.refused(url, environment=nowhere))
        self.assertEqual(self.get("--insecure", url, environment=nowhere).returncode, 0)

    def refused(self, url, **how):
        """What is said when nothing is asked of the server."""
        result = self.get(url, **how)
        self.assertEqual((result.returncode, result.stdout), (1, b""))
        return result.stderr

    def test_many_at_once_lose_no_key(self):
        urls = [self.gemini(b"20 text/plain\r\nx")[1] for _ in range(8)]
        threads = [threading.Thread(target=self.get, args=(url,)) for url in urls]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(START_S)
        with open(self.known, encoding="ascii") as stream:
            self.assertEqual(len(stream.readlines()), len(urls))


class Gopher(Case):
    def test_items(self):
        for path, answer, status, written in GOPHER:
            with self.subTest(path + " " + repr(answer)):
                server = self.answering(answer)
                result = self.get("gopher://localhost:%d/%s" % (server.port, path))
                self.assertEqual((result.returncode, result.stdout), (status, written))
                self.assertEqual(server.requests, [b"/a\r\n"])

    def test_a_search(self):
        server = self.answering(b".\r\n")
        self.get("gopher://localhost:%d/7/find%%09two%%20words" % server.port)
        self.assertEqual(server.requests, [b"/find\ttwo words\r\n"])

    def test_over_tls(self):
        server = self.answering(b"x\r\n.\r\n", self.certificate)
        result = self.get("gophers://localhost:%d/0/a" % server.port)
        self.assertEqual((result.returncode, result.stdout), (0, b"x\r\n"))
        self.assertTrue(os.path.exists(self.known))


class Lozenged(Case):
    """The two of them together."""

    def test_all_three_schemes(self):
        root = capsule.make_page(self.scratch.path)
        with open(os.path.join(root, "index.gmi"), "rb") as stream:
            page = stream.read()
        with Server(root) as server:
            port, gopher = server.gemini[1], server.gopher[1]
            result = self.get("gemini://localhost:%d/" % port)
            self.assertEqual((result.returncode, result.stdout), (0, page))
            self.assertEqual(self.get("gemini://localhost:%d/no" % port).returncode, 51)
            self.assertEqual(self.get("gopher://localhost:%d/0/no" % gopher).returncode, 51)
            for scheme in "gopher", "gophers":
                result = self.get("%s://localhost:%d/" % (scheme, gopher))
                self.assertEqual(result.returncode, 0, result.stderr)
                self.assertIn(b"\t", result.stdout)
