"""Those who follow a leaflet: the page to subscribe to, and the Atom feed."""

import datetime
import os
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree
from urllib.parse import urlsplit

import capsule
from server import LOZENGE, Scratch, Server
from test_lifecycle import url
from tls_client import gemini_get, plain_get

ATOM = "{http://www.w3.org/2005/Atom}"

DOCUMENT = """\
---
title: "Guide: <the> & first"
lang: en
summary: "S."
reviewed: 2026-01-15
url: gemini://guide.example
changes:%s
---

Hello.

## Help

Call.
"""

FIRST = "\n  - date: 2026-01-01\n    text: First edition."
SECOND = "\n  - date: 2026-02-01\n    text: \"Help: <new> & better.\""
THIRD = "\n  - date: 2026-02-01\n    text: Sources checked."


class Following(unittest.TestCase):
    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.root = self.scratch.join("capsule")

    def build(self, changes):
        source = self.scratch.join("guide.md")
        capsule.write_file(source, DOCUMENT % changes)
        subprocess.run([LOZENGE, "build", "-o", self.root, source], check=True,
                       stdout=subprocess.DEVNULL)

    def feed(self):
        return ElementTree.parse(os.path.join(self.root, "atom.xml")).getroot()

    def names(self):
        return {entry.findtext(ATOM + "title"): entry.findtext(ATOM + "id")
                for entry in self.feed().iter(ATOM + "entry")}

    def check_common(self, element):
        """What RFC 4287 asks of feed and entry alike."""
        for name in ("id", "title", "updated"):
            self.assertEqual(len(element.findall(ATOM + name)), 1, name)
        self.assertTrue(urlsplit(element.findtext(ATOM + "id")).scheme)
        datetime.datetime.strptime(element.findtext(ATOM + "updated"), "%Y-%m-%dT%H:%M:%SZ")
        alternates = [link for link in element.findall(ATOM + "link")
                      if link.get("rel") == "alternate"]
        self.assertEqual(len(alternates), 1)
        self.assertTrue(alternates[0].get("href").startswith("gemini://guide.example/"))

    def test_the_feed_is_valid(self):
        self.build(THIRD + SECOND + FIRST)
        feed = self.feed()
        self.assertEqual(feed.tag, ATOM + "feed")
        self.check_common(feed)
        self.assertEqual(feed.findtext(ATOM + "title"), "Guide: <the> & first")
        self.assertTrue(feed.findtext(ATOM + "author/" + ATOM + "name"))
        self.assertEqual([link.get("href") for link in feed.findall(ATOM + "link")
                          if link.get("rel") == "self"], ["gemini://guide.example/atom.xml"])
        entries = feed.findall(ATOM + "entry")
        for entry in entries:
            self.check_common(entry)
        self.assertEqual(len({entry.findtext(ATOM + "id") for entry in entries}), 3)
        self.assertEqual(entries[1].findtext(ATOM + "title"), "Help: <new> & better.")
        self.assertEqual(feed.findtext(ATOM + "updated"), "2026-02-01T00:00:00Z")

    def test_entries_keep_their_ids(self):
        self.build(FIRST)
        first = self.names()
        self.build(SECOND + FIRST)
        second = self.names()
        self.build(THIRD + SECOND + FIRST)
        third = self.names()
        self.assertEqual(first.items() - second.items(), set())
        self.assertEqual(second.items() - third.items(), set())
        self.assertEqual(len(set(third.values())), 3)

    def test_both_protocols_serve_them(self):
        self.build(SECOND + FIRST)
        with Server(self.root) as server:
            page = gemini_get(server.gemini, url(server, "/changes.gmi")).body.decode()
            self.assertTrue(page.startswith("# Guide: <the> & first: Changes\n"))
            self.assertIn("=> index.gmi?2026-01-01 2026-01-01 First edition.\n", page)
            entry = gemini_get(server.gemini, url(server, "/index.gmi?2026-01-01"))
            self.assertEqual(entry.status, "20")
            feed = gemini_get(server.gemini, url(server, "/atom.xml"))
            self.assertIn("xml", feed.header.decode())
            menu = plain_get(server.gopher, b"/changes.gmi\r\n").data.decode()
            self.assertIn("12026-01-01 First edition.\t/index.gmi\t", menu)
            self.assertIn("0Atom feed\t/atom.xml\t", menu)
        lint = subprocess.run([LOZENGE, "lint", self.root], capture_output=True, text=True,
                              check=False)
        self.assertEqual((lint.returncode, lint.stdout + lint.stderr), (0, ""))

    def test_without_changes_there_is_neither(self):
        self.build(FIRST)
        self.assertIn("atom.xml", os.listdir(self.root))
        self.build(" []")
        self.assertNotIn("atom.xml", os.listdir(self.root))
        self.assertNotIn("changes.gmi", os.listdir(self.root))
