"""lozenge build beside an editor: what it mends, shows and tells programs."""

import json
import os
import pty
import resource
import stat
import subprocess
import unittest

from server import LOZENGE, START_S, Scratch

FRONT = "---\ntitle: \u201cA guide: short\u201d\nlang: en\nsummary: S\nreviewed: 2026-01-15\n---\n"
BODY = "\n##\u00a0Causes\n\nThese help:\n\n\u2022\trest\n\u2022\twarmth\n"
MENDED = ('---\ntitle: "A guide: short"\nlang: en\nsummary: S\nreviewed: 2026-01-15\n---\n'
          "\n## Causes\n\nThese help:\n\n- rest\n- warmth\n")


def run(*arguments, **how):
    return subprocess.run([LOZENGE, *arguments], capture_output=True, timeout=START_S,
                          stdin=subprocess.DEVNULL, check=False, **how)


def run_on_terminal(*arguments, **environment):
    """What the program writes to standard error when that is a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([LOZENGE, *arguments], stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=theirs,
                          env={"PATH": "/usr/bin:/bin", **environment}) as program:
        os.close(theirs)
        said = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            said += part
        os.close(ours)
    return program.returncode, said.decode()


class Editing(unittest.TestCase):
    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.source = self.scratch.join("guide.md")
        self.capsule = self.scratch.join("capsule")

    def write(self, text):
        with open(self.source, "wb") as stream:
            stream.write(text.encode())

    def read(self):
        with open(self.source, "rb") as stream:
            return stream.read().decode()

    def build(self, *options, **how):
        return run("build", *options, "-o", self.capsule, self.source, **how)

    def test_what_is_mechanical_is_mended_and_shown(self):
        for name, mark, end in [("plain", "", "\n"), ("notepad", "\ufeff", "\r\n")]:
            with self.subTest(name):
                self.write((mark + FRONT + BODY).replace("\n", end))
                os.chmod(self.source, 0o640)
                result = self.build("--fix")
                self.assertEqual((result.returncode, result.stderr), (0, b""))
                self.assertEqual(self.read(), (mark + MENDED).replace("\n", end))
                self.assertEqual(stat.S_IMODE(os.stat(self.source).st_mode), 0o640)
                shown = result.stdout.decode()
                self.assertIn("-title: \u201cA guide", shown)
                self.assertIn('+title: "A guide', shown)
                self.assertIn("-\u2022\trest" + end, shown)
                self.assertIn("+- rest" + end, shown)
                self.assertNotIn("These help", shown)
                self.assertEqual(os.listdir(self.scratch.path).count("guide.md"), 1)
                self.assertNotIn("--- ", self.build("--fix").stdout.decode())

    def test_what_one_mistake_hides_is_mended_with_it(self):
        self.write(FRONT.replace("reviewed:", "Reviewed:")
                   .replace("---\n", "\u2014-\n", 1) + BODY)
        result = self.build("--fix")
        self.assertEqual((result.returncode, result.stderr), (0, b""))
        self.assertEqual(self.read(), MENDED)
        self.assertEqual(result.stdout.count(b"+++ "), 1)

    def test_check_shows_but_changes_nothing(self):
        self.write(FRONT + BODY)
        result = self.build("--fix", "--check")
        self.assertEqual(result.returncode, 1)
        self.assertIn(b"+- rest", result.stdout)
        self.assertEqual(self.read(), FRONT + BODY)
        self.assertFalse(os.path.exists(self.capsule))

    def test_a_file_that_cannot_be_replaced_stays(self):
        folder = self.scratch.join("folder")
        os.mkdir(folder)
        self.source = os.path.join(folder, "guide.md")
        self.write(FRONT + BODY)
        result = self.build("--fix", preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_FSIZE, (16, 16)))  # no room for the new file
        self.assertEqual(result.returncode, 1)
        self.assertIn(b"guide.md", result.stderr)
        self.assertEqual(self.read(), FRONT + BODY)
        self.assertEqual(os.listdir(folder), ["guide.md"])

    def test_findings_as_json(self):
        self.write(FRONT.replace("\u201c", '"').replace("\u201d", '"') + BODY
                   + "\n## Causes\n\n[here](#x)\n")
        result = self.build("--json")
        self.assertEqual((result.returncode, result.stderr), (1, b""))
        told = json.loads(result.stdout)
        codes = [finding["code"] for finding in told["findings"]]
        self.assertEqual(codes, ["not-a-heading", "not-a-list", "vague-link",
                                 "broken-anchor"])
        self.assertEqual((told["errors"], told["warnings"]), (1, 3))
        pasted = told["findings"][1]
        self.assertEqual((pasted["file"], pasted["line"], pasted["column"]),
                         (self.source, 13, 1))
        self.assertEqual([edit["text"] for edit in pasted["edits"]], ["- ", "- "])
        self.assertEqual(pasted["edits"][0],
                         {"line": 12, "column": 1, "length": 4, "text": "- "})

    def test_json_when_all_is_well_or_nothing_can_be_read(self):
        self.write(MENDED)
        result = self.build("--json")
        self.assertEqual(result.returncode, 0)
        self.assertEqual(json.loads(result.stdout)["findings"], [])
        os.remove(self.source)
        result = self.build("--json")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(json.loads(result.stdout)["findings"][0]["code"], "unreadable")

    def test_json_and_fix_together_stay_json(self):
        self.write(FRONT + BODY)
        result = self.build("--json", "--fix")
        self.assertEqual(result.returncode, 0)
        self.assertEqual(json.loads(result.stdout)["findings"], [])
        self.assertIn(b"+- rest", result.stderr)

    def test_a_terminal_is_shown_how_far_long_work_is(self):
        with open(self.source, "w", encoding="utf-8") as stream:
            stream.write(FRONT.replace("\u201c", '"').replace("\u201d", '"'))
            for number in range(15000):
                stream.write(f"\n## Page {number}\n\nWords about {number} and more of them.\n")
        status, said = run_on_terminal("build", "-o", self.capsule, self.source, TERM="xterm")
        self.assertEqual(status, 0)
        self.assertRegex(said, r"\r(making pages|indexing pages|writing files): \d+ of \d+")
        self.assertRegex(said, r"\r +\r$")  # and nothing is left of it

    def test_a_terminal_is_shown_the_place(self):
        self.write(MENDED.replace("warmth", "[here](#causes)"))
        caret = "13 | - [here](#causes)\r\n      |    "
        status, said = run_on_terminal("build", "-o", self.capsule, self.source,
                                       TERM="xterm")
        self.assertEqual(status, 0)
        self.assertIn("\033[", said)
        self.assertIn(caret + "\033[1;32m^", said)
        for environment in ({"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "dumb"}, {}):
            with self.subTest(environment):
                status, said = run_on_terminal("build", "-o", self.capsule, self.source,
                                               **environment)
                self.assertNotIn("\033", said)
                self.assertIn(caret + "^", said)
        plain = self.build()
        self.assertEqual(plain.stderr.count(b"\n"), 1)

    def test_build_and_lint_agree(self):
        """What lint finds in a page, build has found in its document."""
        same = {"no-ascii-form": "no-ascii", "wide-preformatted": "long-line",
                "missing-alt-text": "indented-code", "bad-date": "near-date"}
        for text in ("1\ufe0f\u20e3 key", "\u65e5 day", "a\u0301 mark", "a\u20dd ring",
                     "\U0001f469\u200d\U0001f467", "- a\n\n        - b", "a\ufeffb",
                     "```x\n" + "a" * 68 + "\n```", "```x\n" + "\u65e5" * 34 + "\n```",
                     "```x\na\tb\n```", "[2026-02-30 talk](#p)", "[1.2.2026 talk](#p)",
                     "| \u65e5 | b |\n|---|---|\n| 1 | 2 |", "### \u65e5\n\nText."):
            with self.subTest(text):
                self.write(MENDED.split("\n##")[0] + "\n## P {#p}\n\n" + text + "\n")
                built = self.build("--json")
                self.assertEqual(built.returncode, 0, built.stdout)
                told = {finding["code"] for finding in json.loads(built.stdout)["findings"]}
                linted = run("lint", self.capsule).stderr.decode()
                found = {line.rsplit("[", 1)[1][:-1] for line in linted.splitlines()}
                self.assertEqual(told, {same.get(code, code) for code in found})
