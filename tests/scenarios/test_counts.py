"""Daily totals of pages, which say nothing about who read them."""

import os
import re
import signal
import time
import unittest

import capsule
from server import PROMPT_S, Scratch, Server, until
from test_lifecycle import url
from tls_client import gemini_get, plain_get


class Counts(unittest.TestCase):
    apart = True
    patience = 3

    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.root = capsule.make_page(self.scratch.path, about__gmi="# About\n")
        self.file = self.scratch.join("counts")

    def configuration(self):
        return ('gemini = "127.0.0.1:0"\ngopher = "127.0.0.1:0"\ncounts = "%s"\n' % self.file
                + 'capsule "localhost" { root = "%s" }\n' % self.root)

    def start(self, workers=1):
        server = Server(None, workers=workers, configuration=self.configuration())
        self.addCleanup(server.kill)
        server.start()
        return server

    def ask(self, server):
        for path in ("/", "/about.gmi", "/about.gmi?secret", "/%61bout.gmi", "/missing", "/dir"):
            gemini_get(server.gemini, url(server, path))
        for selector in (b"", b"/about.gmi", b"about.gmi\tsecret", b"/about.txt", b"/missing"):
            plain_get(server.gopher, selector + b"\r\n")

    def totals(self):
        """The file as {(protocol, path): number}; the days are added up."""
        found = {}
        if not os.path.exists(self.file):
            return found
        with open(self.file, encoding="ascii") as stream:
            lines = stream.read().splitlines()
        self.assertEqual(lines, sorted(lines))
        for line in lines:
            self.assertRegex(line, r"^\d{4}-\d\d-\d\d\t(gemini|gopher)\t[^\t]+\t\d+$")
            _, protocol, path, number = line.split("\t")
            found[protocol, path] = found.get((protocol, path), 0) + int(number)
        return found

    def expected(self, times):
        return {("gemini", "/"): times, ("gemini", "/about.gmi"): 3 * times,
                ("gopher", "/"): times, ("gopher", "/about.gmi"): 2 * times,
                ("gopher", "/about.txt"): times}

    def test_kept_across_restarts(self):
        for times in (1, 2):
            server = self.start(workers=2)
            self.ask(server)
            server.stop()
            self.assertEqual(self.totals(), self.expected(times))

    def test_kept_across_reloads_and_deaths(self):
        server = self.start(workers=2)
        self.ask(server)
        server.signal(signal.SIGHUP)
        server.wait_for_line("reloaded", 10)
        self.assertTrue(until(lambda: self.totals() == self.expected(1), PROMPT_S))
        time.sleep(0.6)
        for child in server.children():
            os.kill(child, signal.SIGKILL)
        self.assertTrue(until(lambda: len(server.children()) == 3, PROMPT_S))
        self.ask(server)
        server.stop()
        self.assertEqual(self.totals(), self.expected(2))

    def test_nothing_is_lost_of_a_file_that_is_none(self):
        text = "dear diary\n2026-11-22\tgemini\t/about.gmi\t7\n"
        with open(self.file, "w", encoding="ascii") as stream:
            stream.write(text)
        server = self.start()
        self.assertTrue(any(re.search("counts:1:", line) for line in server.lines), server.lines)
        self.ask(server)
        server.stop()
        self.assertEqual(self.totals()["gemini", "/about.gmi"], 10)
        with open(self.file + ".malformed", encoding="ascii") as stream:
            self.assertEqual(stream.read(), "dear diary\n")

    def test_a_file_that_cannot_be_read_is_left_alone(self):
        os.mkdir(self.file)
        server = self.start()
        self.ask(server)
        self.assertTrue(any("nothing is counted" in line for line in server.lines), server.lines)
        server.stop()
        self.assertEqual(os.listdir(self.file), [])

    def test_not_written_where_nothing_was_asked(self):
        server = self.start()
        server.stop()
        self.assertFalse(os.path.exists(self.file))
