"""README.md and the manual pages say what is there: options, findings."""

import pathlib
import re
import subprocess
import unittest

from server import LOZENGE, LOZENGED, START_S, TOP

HERE = pathlib.Path(TOP)
README = HERE / "README.md"

COMMANDS = {"lozenge": LOZENGE, "lozenged": LOZENGED}
LONG_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


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
            codes |= set(re.findall(r'\b(?:source_error|source_warning|publish_plan_tell\w*|\w*refuse|tell)'
                                    r'\([^";]*?(?:""[^";]*?)?"([a-z0-9-]+)"', text))
            codes |= set(re.findall(r'\{DIAGNOSTIC_\w+, "([a-z0-9-]+)"\}', text))
        page = (HERE / "tools/lozenge.1").read_text(encoding="utf-8")
        told = {code for line in re.findall(r"^\.It Li ([a-z].*)$", page, re.M)
                for code in line.split(" , ")}
        self.assertGreater(len(codes), 50)
        self.assertEqual(told, codes)

    def test_lozenged_conf_names_every_suffix(self):
        source = (HERE / "lib/text/media.c").read_text(encoding="utf-8")
        table = source.partition("} suffixes[] = {")[2].partition("\n};")[0]
        suffixes = re.findall(r'^    \{"(\w+)",', table, re.M)
        page = (HERE / "server/lozenged.conf.5").read_text(encoding="utf-8")
        told = page.partition("The suffixes known are\n")[2].partition(" .\n")[0]
        words = [word for word in told.split() if word not in (".Li", ",", "and")]
        self.assertGreater(len(suffixes), 100)
        self.assertEqual(words, suffixes)

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
