"""What is written down about readers: next to nothing."""

import re
import unittest

import capsule
from server import Scratch, Server, until
from test_lifecycle import url
from tls_client import gemini_get, plain_get

SECRET = "very-private-question"


class Log(unittest.TestCase):
    apart = True

    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.root = capsule.make_page(self.scratch.path)

    def ask_everything(self, server):
        """A good request, a missing page, a bad one, the same over Gopher."""
        gemini_get(server.gemini, url(server, "/?" + SECRET))
        gemini_get(server.gemini, url(server, "/missing?" + SECRET))
        gemini_get(server.gemini, b"gemini://user:%s@localhost/\r\n" % SECRET.encode())
        gemini_get(server.gemini, b"gemini://localhost/%1b%5b2J?" + SECRET.encode() + b"\r\n")
        plain_get(server.gopher, b"/index.gmi\t%s\r\n" % SECRET.encode())
        plain_get(server.gopher, b"/missing?%s\r\n" % SECRET.encode())
        plain_get(server.gopher, b"/missing\x1b[2J\r\n")

    def check_lines(self, lines):
        for line in lines:
            self.assertRegex(line, r"^[ -~]*$")
            self.assertNotIn("127.0.0.1", line)
            self.assertNotIn("::1", line)
            self.assertNotIn(SECRET, line)

    def test_nothing_by_default(self):
        with Server(self.root) as server:
            started = len(server.lines)
            self.ask_everything(server)
            self.assertTrue(server.is_idle())
            self.assertEqual(server.lines[started:], [])

    def test_a_forgotten_alias_is_told_once(self):
        with Server(self.root, workers=1) as server:
            started = len(server.lines)
            for _ in range(3):
                gemini_get(server.gemini, b"gemini://other.example/secret?x\r\n")
            until(lambda: len(server.lines) > started, 2)
            self.assertTrue(server.is_idle())
            lines = server.lines[started:]
            self.assertEqual(len(lines), 1, lines)
            self.assertIn('no capsule has the host "other.example"', lines[0])
            self.assertNotIn("secret", lines[0])

    def test_one_line_a_request_when_asked(self):
        with Server(self.root, "--log-requests") as server:
            started = len(server.lines)
            self.ask_everything(server)
            self.assertTrue(server.is_idle())
            until(lambda: len(server.lines) - started >= 7, 2)
            lines = server.lines[started:]
            self.assertEqual(len(lines), 7, lines)
            self.check_lines(lines)
            self.assertTrue(any(re.search(r"\b51\b.*missing|missing.*\b51\b", line)
                                for line in lines), lines)

    def test_one_worker_writes_whole_lines(self):
        with Server(self.root, "--log-requests", workers=4) as server:
            started = len(server.lines)
            for _ in range(40):
                plain_get(server.gopher, b"/index.gmi\r\n")
            until(lambda: len(server.lines) - started >= 40, 2)
            lines = server.lines[started:]
            self.assertEqual(len(lines), 40)
            self.check_lines(lines)
