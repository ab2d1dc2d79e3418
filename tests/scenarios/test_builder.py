"""lozenge build and lint, from an author's document to a capsule on disk."""

import hashlib
import os
import re
import resource
import signal
import stat
import subprocess
import time
import unittest

from server import LOZENGE, SANITIZED, START_S, TOP, Scratch

LEAFLETS = [os.path.join(TOP, "capsule", name) for name in ("leaflet.md", "leaflet.es.md")]

DOCUMENT = """\
---
title: "A short guide"
lang: en
summary: "What it is and what helps."
reviewed: 2026-01-15
---

Something to begin with.

## First things {#first}

A paragraph that leads to [the second page](#second).

## Second things {#second}

* an item
* another item
"""

# (what is wrong, the text that is replaced, what replaces it, what is said)
MISTAKES = [
    ("no title", 'title: "A short guide"\n', "", r"^\S+:\d+:.*error: .*title"),
    ("a colon without quotes", '"A short guide"', "A guide: short", r":2:.*error: .*quotes"),
    ("a broken link", "(#second)", "(#secund)", r":12:\d+: error: .*secund"),
    ("a missing file", "(#second)", "(none.pdf)", r":12:\d+: error: .*none\.pdf"),
    ("a script", "(#second)", "(javascript:alert(1))", r":12:\d+: error: "),
    ("raw HTML", "* an item", "<b>bold</b>", r":16:\d+: error: .*<?b"),
    ("an image without words", "* an item", "![](a.png)", r":16:\d+: error: "),
    ("the same page twice", "{#second}", "{#first}", r":14:\d+: error: .*first"),
    ("an unclosed fence", "* an item", "```text\nx", r"error: .*"),
    ("bytes that are no UTF-8", "* an item", "* \udcff", r":16:\d+: error: .*UTF-8"),
]


def run(*arguments, **how):
    return subprocess.run([LOZENGE, *arguments], capture_output=True, timeout=START_S,
                          stdin=subprocess.DEVNULL, check=False,
                          **{"text": True, "errors": "replace", **how})


def snapshot(directory):
    """All files: name -> (digest, mode, inode)."""
    found = {}
    for path, _, names in os.walk(directory):
        for name in names:
            full = os.path.join(path, name)
            with open(full, "rb") as stream:
                digest = hashlib.sha256(stream.read()).hexdigest()
            status = os.lstat(full)
            found[os.path.relpath(full, directory)] = (
                digest, stat.S_IMODE(status.st_mode), status.st_ino)
    return found


class Builder(unittest.TestCase):
    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.source = self.scratch.join("guide.md")
        self.capsule = self.scratch.join("capsule")
        self.write(DOCUMENT)

    def write(self, text):
        with open(self.source, "wb") as stream:
            stream.write(text.encode("utf-8", "surrogateescape"))

    def build(self, *options, **how):
        return run("build", *options, "-o", self.capsule, self.source, **how)

    def test_the_shipped_leaflets_build_without_a_warning(self):
        result = run("build", "-o", self.capsule, *LEAFLETS)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        pages = {name for name in snapshot(self.capsule) if name.endswith(".gmi")}
        for page in ("index", "help", "causes", "treatments", "faq"):
            self.assertIn(page + ".gmi", pages)
        english = {name for name in pages if "/" not in name}
        self.assertEqual(pages - english, {"es/" + name for name in english})
        result = run("lint", self.capsule)
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_pages_link_to_one_another(self):
        result = self.build()
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        with open(os.path.join(self.capsule, "index.gmi"), encoding="utf-8") as stream:
            index = stream.read()
        self.assertTrue(index.startswith("# A short guide\n"))
        self.assertRegex(index, r"(?m)^=> first\.gmi First things$")
        with open(os.path.join(self.capsule, "first.gmi"), encoding="utf-8") as stream:
            self.assertRegex(stream.read(), r"(?m)^=> second\.gmi the second page$")

    def test_a_mistake_leaves_the_capsule_as_it_was(self):
        self.assertEqual(self.build().returncode, 0)
        before = snapshot(self.capsule)
        for name, old, new, said in MISTAKES:
            with self.subTest(name):
                self.assertIn(old, DOCUMENT)
                self.write(DOCUMENT.replace(old, new, 1))
                result = self.build()
                self.assertEqual(result.returncode, 1, result.stderr)
                self.assertRegex(result.stderr, re.compile(said, re.M))
                self.assertIn("guide.md:", result.stderr)
                self.assertEqual(snapshot(self.capsule), before)

    def test_the_same_document_gives_the_same_files_untouched(self):
        self.assertEqual(self.build().returncode, 0)
        before = snapshot(self.capsule)
        self.assertEqual(self.build().returncode, 0)
        self.assertEqual(snapshot(self.capsule), before)

    def test_check_writes_nothing(self):
        result = self.build("--check")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertFalse(os.path.exists(self.capsule))

    def test_modes_do_not_depend_on_the_umask(self):
        result = self.build(umask=0o077)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(stat.S_IMODE(os.stat(self.capsule).st_mode), 0o755)
        for name, (_, mode, _) in snapshot(self.capsule).items():
            self.assertEqual(mode, 0o644, name)

    def test_a_page_that_is_gone_is_removed_and_a_stranger_is_not(self):
        self.assertEqual(self.build().returncode, 0)
        stranger = os.path.join(self.capsule, "notes.gmi")
        with open(stranger, "w", encoding="ascii") as stream:
            stream.write("# Mine\n")
        self.write(DOCUMENT.replace("{#second}", "{#later}").replace("#second", "#later"))
        self.assertEqual(self.build().returncode, 0)
        names = snapshot(self.capsule)
        self.assertNotIn("second.gmi", names)
        self.assertIn("later.gmi", names)
        self.assertIn("notes.gmi", names)

    def test_a_stranger_in_the_way_is_an_error(self):
        os.makedirs(self.capsule)
        stranger = os.path.join(self.capsule, "first.gmi")
        with open(stranger, "w", encoding="ascii") as stream:
            stream.write("# Mine\n")
        before = snapshot(self.capsule)
        result = self.build()
        self.assertEqual(result.returncode, 1)
        self.assertIn("first.gmi", result.stderr)
        self.assertEqual(snapshot(self.capsule), before)

    def test_killed_at_any_time_every_page_is_whole(self):
        other = DOCUMENT.replace("Something", "Another thing") + "\nMore.\n" * 2000
        self.write(DOCUMENT)
        self.assertEqual(self.build().returncode, 0)
        old = snapshot(self.capsule)
        self.write(other)
        done = run("build", "-o", self.scratch.join("whole"), self.source)
        self.assertEqual(done.returncode, 0, done.stderr)
        new = snapshot(self.scratch.join("whole"))
        for step in range(12):
            with subprocess.Popen([LOZENGE, "build", "-o", self.capsule, self.source],
                                  stderr=subprocess.DEVNULL) as builder:
                time.sleep(step / 2000)  # one more moment to be killed at
                builder.send_signal(signal.SIGKILL)
            for name, (digest, _, _) in snapshot(self.capsule).items():
                if name.endswith(".gmi") and name in new:
                    self.assertIn(digest, (old[name][0], new[name][0]), name)
        self.assertEqual(self.build().returncode, 0)
        self.assertEqual({name: entry[0] for name, entry in snapshot(self.capsule).items()},
                         {name: entry[0] for name, entry in new.items()})

    def test_a_full_disk_is_told(self):
        result = run("build", "-o", "/dev/full/capsule", self.source)
        self.assertEqual(result.returncode, 1)
        self.assertIn("/dev/full", result.stderr)

    def test_what_cannot_be_said_is_no_success(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([LOZENGE, "build", "--check", self.source], stdout=full,
                                  stderr=subprocess.PIPE, text=True, timeout=START_S,
                                  check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("standard output", done.stderr)

    @unittest.skipIf(SANITIZED, "AddressSanitizer needs the whole address space")
    def test_without_memory_the_capsule_stays_as_it_was(self):
        self.assertEqual(self.build().returncode, 0)
        before = snapshot(self.capsule)
        self.write(DOCUMENT + "\nMore *and* more.\n" * 800000)
        limit = 64 << 20
        done = self.build(preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_AS, (limit, limit)))
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("not enough memory", done.stderr)
        self.assertEqual(snapshot(self.capsule), before)

    def test_init_writes_a_document_that_builds(self):
        for kind in ("leaflet", "site", "minimal"):
            with self.subTest(kind):
                started = self.scratch.join(kind + ".md")
                capsule = self.scratch.join("from-" + kind)
                self.assertEqual(run("init", "--kind", kind, started).returncode, 0)
                result = run("build", "-o", capsule, started)
                self.assertEqual((result.returncode, result.stderr), (0, ""))
                self.assertEqual(run("lint", capsule).returncode, 0)
                self.assertEqual(run("init", started).returncode, 1)
        self.assertEqual(run("init", "--kind", "novel", started).returncode, 2)
