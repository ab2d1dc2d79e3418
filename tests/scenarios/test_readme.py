"""README.md and the manual pages say what is there: files, options, findings."""

import fnmatch
import pathlib
import re
import subprocess
import unittest

from server import LOZENGE, LOZENGED, START_S, TOP

HERE = pathlib.Path(TOP)
README = HERE / "README.md"

# What counts as a source.
SOURCES = [path for top in ("server", "tools", "tests")
           for path in sorted((HERE / top).rglob("*"))
           if path.suffix in {".c", ".h", ".py", ".sh", ".tsv"}]

COMMANDS = {"lozenge": LOZENGE, "lozenged": LOZENGED}
LONG_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def layout():
    """(folder, pattern) of each line in README.md's lists of files."""
    folder = None
    for line in README.read_text(encoding="utf-8").splitlines():
        heading = re.match(r"#+ .*?`([a-z/]+)/`", line)
        if heading:
            folder = heading.group(1)
        elif line.startswith("#"):
            folder = None
        elif folder and (entry := re.match(r"([\w./*\[\]-]+)  +\S", line)):
            yield folder, entry.group(1)


def files_of(folder, pattern):
    """A name may stand for a pair, as span.[ch], or for a kind, as test_*.c."""
    return [path for path in SOURCES
            if path.parent == HERE / folder and fnmatch.fnmatch(path.name, pattern)]


def help_of(*command):
    result = subprocess.run([*command, "--help"], capture_output=True, text=True,
                            timeout=START_S, stdin=subprocess.DEVNULL, check=True)
    return result.stdout


def commands_in(text):
    """The command lines of our programs in ``` blocks, without prompts."""
    for block in re.findall(r"^```\n(.*?)^```$", text, re.M | re.S):
        for line in block.splitlines():
            words = re.sub(r"^[$#] |\s+# .*$", "", line).split()
            while words and re.fullmatch(r"sudo|[A-Z_]+=\S*", words[0]):
                words.pop(0)
            if words:
                yield [words[0].removeprefix("build/"), *words[1:]]


class Readme(unittest.TestCase):
    def test_every_source_is_named_once(self):
        named = {}
        for folder, pattern in layout():
            for path in files_of(folder, pattern):
                named.setdefault(path, []).append(pattern)
        wrong = ["%s is in no list of README.md" % path.relative_to(HERE)
                 for path in SOURCES if path not in named]
        wrong += ["%s is named by %s" % (path.relative_to(HERE), " and ".join(patterns))
                  for path, patterns in named.items() if len(patterns) > 1]
        if wrong:
            self.fail("\n".join(wrong))

    def test_every_named_file_is_there(self):
        entries = list(layout())
        self.assertGreater(len(entries), 100)
        for folder, pattern in entries:
            with self.subTest(folder + "/" + pattern):
                found = {path.name for path in files_of(folder, pattern)}
                if pattern.endswith(".[ch]"):
                    stem = pattern.removesuffix("[ch]")
                    self.assertEqual(found, {stem + "c", stem + "h"})
                else:
                    self.assertTrue(found)

    def test_every_command_line_is_understood(self):
        used = list(commands_in(README.read_text(encoding="utf-8")))
        self.assertTrue({"lozenge", "lozenged", "make"} <= {words[0] for words in used})
        for words in used:
            with self.subTest(" ".join(words)):
                if words[0] in COMMANDS:
                    program = [COMMANDS[words[0]]]
                    if words[0] == "lozenge":
                        program.append(words[1])
                    known = LONG_OPTION.findall(help_of(*program))
                    for option in LONG_OPTION.findall(" ".join(words)):
                        self.assertIn(option, known)

    def test_every_make_target_is_there(self):
        makefile = (HERE / "Makefile").read_text(encoding="utf-8")
        targets = set(re.findall(r"^([a-z-]+(?: [a-z-]+)*):(?!=)", makefile, re.M))
        targets = {target for names in targets for target in names.split()}
        text = README.read_text(encoding="utf-8")
        used = {words[-1] for words in re.findall(r"`make ((?:[A-Z_]+=\S+ )*[a-z][a-z-]*)", text)
                for words in [words.split()]}
        used |= {word for words in commands_in(text) if words[0] == "make"
                 for word in words[1:] if re.fullmatch(r"[a-z-]+", word)}
        self.assertIn("run", used)
        self.assertFalse(used - targets)


class ManualPages(unittest.TestCase):
    def test_lozenge_names_every_finding(self):
        """The codes of findings, as the code has them."""
        codes = set()
        for path in (HERE / "tools").glob("**/*.c"):
            text = path.read_text(encoding="utf-8")
            codes |= set(re.findall(r'\b(?:source_error|source_warning|publish_plan_tell|\w*refuse)'
                                    r'\([^"]*?"([a-z0-9-]+)"', text))
            codes |= set(re.findall(r'\{DIAGNOSTIC_\w+, "([a-z0-9-]+)"\}', text))
        page = (HERE / "tools/lozenge.1").read_text(encoding="utf-8")
        told = {code for line in re.findall(r"^\.It Li ([a-z].*)$", page, re.M)
                for code in line.split(" , ")}
        self.assertGreater(len(codes), 50)
        self.assertEqual(told, codes)

    def test_each_page_names_every_option(self):
        commands = re.findall(r"^  (\w+) ", help_of(LOZENGE), re.M)
        for page, programs in (
                ("tools/lozenge.1", [(LOZENGE, name) for name in commands]),
                ("server/lozenged.8", [(LOZENGED,)])):
            text = (HERE / page).read_text(encoding="utf-8").replace("Fl -", "--")
            for program in programs:
                for option in LONG_OPTION.findall(help_of(*program)):
                    with self.subTest(page + " " + option):
                        self.assertIn(option, text)
