"""What lozenged.conf(5) and lozenged(8) say of each option, tried: defaults, ranges, messages."""

import os
import pathlib
import re
import subprocess
import unittest

import capsule
from server import LOZENGED, START_S, TOP, Scratch

HERE = pathlib.Path(TOP)
CONF = (HERE / "server/lozenged.conf.5").read_text("utf-8")
PAGE = (HERE / "server/lozenged.8").read_text("utf-8")

# Defaults in words: what -nn shows for them.
WORDS = {"one for each core": str(os.sysconf("SC_NPROCESSORS_ONLN"))}


def plain(text):
    """Text without mdoc's marks."""
    lines = []
    for line in text.splitlines():
        line = re.sub(r"^\.(?:[A-Z][a-z] )+", "", line) if line.startswith(".") else line
        lines.append(re.sub(r" ([.,;:])$", r"\1", line.replace(r"\(dq", '"')))
    return "\n".join(lines)


def options_of(section):
    """The options of one .Ss, by name: (what follows the name, what is said)."""
    text = CONF.partition(f"\n.Ss {section}\n")[2].partition("\n.Ss ")[0].partition("\n.Sh ")[0]
    found = {}
    for item in re.split(r"^\.It ", text, flags=re.M)[1:]:
        head, _, body = item.partition("\n")
        name, _, form = head.removeprefix("Ic ").partition(" = ")
        found[name] = (form, body)
    return found


SINGLE = {name: value for section in ("Gopher", "Processes", "Deadlines", "Limits", "Records")
          for name, value in options_of(section).items()}
SOCKETS = {name: value for name, value in options_of("Sockets").items()
           if name in ("gemini", "gopher", "gemini-port", "proxy-from")}
ALL = {**SOCKETS, **SINGLE}


class Case(unittest.TestCase):
    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.root = capsule.make_page(self.scratch.path)
        self.path = self.scratch.join("a.conf")
        self.capsule = f'capsule a.example {{ root = "{self.root}" }}\n'

    def run_with(self, text, *options):
        pathlib.Path(self.path).write_text(text, "utf-8")
        return subprocess.run([LOZENGED, "-c", self.path, *options], capture_output=True,
                              text=True, timeout=START_S, stdin=subprocess.DEVNULL, check=False)

    def shown(self, text, *options):
        """What -nn shows of all options outside of sections."""
        result = self.run_with(text, "-nn", *options)
        self.assertEqual((result.returncode, result.stderr), (0, ""), text)
        return dict(re.findall(r"^([a-z-]+) = (.*)$", result.stdout, re.M))

    def refused(self, line, *says):
        result = self.run_with(self.capsule + line + "\n", "-nn")
        self.assertEqual((result.returncode, result.stdout), (1, ""), line)
        for words in says:
            self.assertIn(words, result.stderr)


class Options(Case):
    def test_the_manual_names_every_option(self):
        fields = (HERE / "server/config/config_fields.c").read_text("utf-8")
        names = set(re.findall(r'^ +(?:TEXT|NUMBER|WORD|DURATION)\(\s*"([a-z-]+)"', fields, re.M))
        schema = (HERE / "server/config/config_file.c").read_text("utf-8")
        for lists in re.findall(r"_lists\[\] = \{(.*?)\};", schema, re.S):
            names |= set(re.findall(r'"([a-z-]+)"', lists))
        names |= set(re.findall(r'config_schema \w+ = \{\s*"([a-z-]+)"', schema))
        told = set(re.findall(r"^\.It Ic ([a-z-]+)", CONF, re.M))
        self.assertGreater(len(names), 40)
        self.assertEqual(told, names)

    def test_defaults(self):
        shown = self.shown(self.capsule)
        for name, (_, body) in ALL.items():
            with self.subTest(name):
                default = re.search(r"Default:\s+(.*?)(?:\.?$|\.\n|, )", plain(body), re.M)[1]
                default = WORDS.get(default, default)
                if name == "certs":
                    default = f'"{self.scratch.path}/certs"'
                if name in ("user", "gopher-host", "counts", "proxy-from"):  # told, or none
                    self.assertNotIn(name, shown)
                elif name in ("gemini", "gopher"):
                    self.assertEqual(shown[name], f'{{"{default}"}}')
                else:
                    self.assertEqual(shown[name], default)

    def test_examples(self):
        """Each example is taken, as it stands, and is not the default."""
        before = self.shown(self.capsule)
        tried = 0
        for name, (_, body) in ALL.items():
            for line in re.findall(r"^([a-z-]+ = .*)$", plain(body), re.M):
                with self.subTest(line):
                    after = self.shown(line + "\n" + self.capsule)
                    self.assertEqual([key for key in after if after[key] != before.get(key)],
                                     [name])
                    tried += 1
        self.assertEqual(tried, len(ALL) - ("Example" not in SOCKETS["gopher"][1]))

    def test_blocks_of_examples(self):
        blocks = re.findall(r"^\.Bd -literal -offset indent[^\n]*\n(.*?)^\.Ed", CONF, re.M | re.S)
        self.assertGreater(len(blocks), 2)
        for block in blocks:
            text = plain(block)
            if text.startswith("$"):
                continue
            with self.subTest(text):
                self.assertEqual(self.run_with(
                    text + "\n" + ("" if "capsule" in text else self.capsule), "-nn").returncode, 0)

    def test_what_is_shown_can_be_read_again(self):
        text = "".join(line + "\n" for name, (_, body) in ALL.items()
                       for line in re.findall(r"^([a-z-]+ = .*)$", plain(body), re.M))
        block = CONF.partition("Example:\n.Bd -literal -offset indent\ncapsule")[2]
        text += "capsule" + plain(block.partition(".Ed")[0])
        once = self.run_with(text, "-nn").stdout
        self.assertIn("redirect", once)
        self.assertEqual(self.run_with(once, "-nn").stdout, once)

    def test_ranges(self):
        tried = 0
        for name, (_, body) in ALL.items():
            found = re.search(r"\b(\d+) to (\d+)\b", plain(body))
            if not found:
                continue
            tried += 1
            low, high = int(found[1]), int(found[2])
            for number in (low, high):
                with self.subTest(f"{name} = {number}"):
                    self.assertEqual(self.shown(f"{name} = {number}\n{self.capsule}")[name],
                                     str(number))
            for wrong in (low - 1, high + 1, f"{high}0", "10.5", "1k", '""', "9" * 20):
                with self.subTest(f"{name} = {wrong}"):
                    quoted = str(wrong).strip('"')
                    self.refused(f"{name} = {wrong}", f'{self.path}:2: {name} "{quoted}": '
                                 f"expected a number from {low} to {high}\n")
        self.assertEqual(tried, 7)

    def test_times(self):
        """Of every option that is one."""
        for name in options_of("Deadlines"):
            for text, shown in (("100ms", "100ms"), ("1h", "3600s"), ("60m", "3600s"),
                                ("3600", "3600s"), ("2m", "120s"), ("1500ms", "1500ms")):
                with self.subTest(f"{name} = {text}"):
                    self.assertEqual(self.shown(f"{name} = {text}\n{self.capsule}")[name], shown)
            for wrong in ("99ms", "61m", "3601", "2h", "0", "1d", "-1s", "1.5s"):
                with self.subTest(f"{name} = {wrong}"):
                    self.refused(f"{name} = {wrong}", f'a.conf:2: {name} "{wrong}": expected a '
                                 "time from 100ms to 1h")

    def test_words(self):
        """Each word that the manual offers, and no other."""
        tried = 0
        for name, (form, _) in SINGLE.items():
            words = form.removeprefix("Cm ").split(" | ") if form.startswith("Cm ") else []
            for word in words:
                tried += 1
                with self.subTest(f"{name} = {word}"):
                    self.assertEqual(self.shown(f"{name} = {word}\n{self.capsule}")[name], word)
            if words:
                self.refused(f"{name} = perhaps", f'a.conf:2: {name} "perhaps": expected ',
                             words[0], words[-1])
            if set(words) <= {"on", "off", "yes", "no"} and words:
                for word in ("on", "off", "yes", "no"):
                    on = word in ("on", "yes")
                    value = self.shown(f"{name} = {word}\n{self.capsule}")[name]
                    self.assertEqual(value in ("on", "yes"), on)
        self.assertGreater(tried, 12)

    def test_how_the_file_is_written(self):
        for text, name, value in (
                ("workers = 2\nworkers = 3\n", "workers", "3"),
                ("gemini = :1\ngemini += :2\n", "gemini", '{":1", ":2"}'),
                ("gemini = :1\ngemini = :2\n", "gemini", '{":2"}'),
                ("gemini = {:1, :2}\n", "gemini", '{":1", ":2"}'),
                ("certs = '/a \\'b\\' # \"c\"' # d\n", "certs", '"/a \'b\' # \\"c\\""'),
                ('certs = "/a\\\\b"\n', "certs", '"/a\\\\b"'),
                ("certs = /a-_.:/[]%@~\n", "certs", '"/a-_.:/[]%@~"'),
                ("certs = beside\n", "certs", f'"{self.scratch.path}/beside"'),
                ("certs = '${HOME}'\n", "certs", f'"{self.scratch.path}/${{HOME}}"')):
            with self.subTest(text):
                self.assertEqual(self.shown(text + self.capsule)[name], value)
        self.refused('user = "a', "a.conf:2: a string that does not end on its line")
        self.refused("include(b.conf)", "a.conf:2: ")

    def test_options_win(self):
        text = ("gemini = {:1, :2}\ngopher = {:3, :4}\nworkers = 5\nlog = errors\n"
                "certs = /in/the/file\n" + self.capsule)
        for options, name, value in (
                (["--gemini", ":7"], "gemini", '{":7"}'),
                (["--gemini", ":7", "--gemini", "127.0.0.1:8"], "gemini",
                 '{":7", "127.0.0.1:8"}'),
                (["--gemini", ":7"], "gopher", '{":3", ":4"}'),
                (["--gopher", ":9"], "gopher", '{":9"}'),
                (["--gopher", "off"], "gopher", "off"),
                (["--workers", "6"], "workers", "6"),
                (["--log-requests"], "log", "requests"),
                (["--certs", "elsewhere"], "certs", f'"{os.getcwd()}/elsewhere"')):
            with self.subTest(" ".join(options)):
                self.assertEqual(self.shown(text, *options)[name], value)
        first = self.run_with(self.capsule + self.capsule.replace("a.example", "b.example"),
                              "-nn", "--root", "/other", "--host", "c.example", "--lang", "fr")
        self.assertRegex(first.stdout, r'(?s)capsule "c.example" {\n\troot = "/other"\n'
                         r'.*\tlang = "fr"\n.*capsule "b.example" {\n\troot = "' + self.root)
        self.assertEqual(first.stdout.count("lang ="), 1)


class Messages(Case):
    def test_a_line_and_what_to_do(self):
        """A host's slips: the file, the line, and what was expected."""
        inside = f'capsule a.example {{\n root = "{self.root}"\n %s\n}}\n'
        for text, says in (
                (inside % "root = nowhere", ':3: root "{dir}/nowhere": No such file'),
                (inside % "rot = x", ":3: no such option 'rot'; did you mean 'root'?"),
                (inside % "gemini = :1", ":3: no such option 'gemini'"),
                (inside % "redirect /old/* { to = /new/ }", ":3: texts with signs need quotes"),
                (inside % 'redirect "/a" { to = /b }\nredirect "/b" { to = /a }',
                 ':3: redirect "/a": leads round in a circle'),
                (inside % 'redirect "/a" { }', ':3: redirect "/a": expected to ='),
                (inside % 'redirect "/a" { to = "/b#c" }', ':3: to "/b#c": expected a URI'),
                (inside % 'redirect "/a" { to = "//b" }', ':3: to "//b": expected a URI'),
                (inside % 'redirect "a" { to = /b }', ':3: redirect "a": expected a path'),
                (inside % "gone = a", ':3: gone "a": expected a path'),
                (inside % 'gone = /a\nredirect "/a" { to = /b }',
                 ':3: gone "/a": expected a path that no other redirect or gone has'),
                (inside % "listing = files/", ':3: listing "files/": expected yes, no or'),
                (inside % "private /m { }", ':3: private "/m": expected a path prefix'),
                (inside % "private /m/ { certificates = none }",
                 ':3: certificates "{dir}/none": No such file'),
                (inside % "private /m/ { certificates = . }",
                 ':3: certificates "{dir}/.": not a regular file'),
                (inside % "private /m/ { authority = . }",
                 ':3: authority "{dir}/.": not a regular file'),
                (inside % "certificate = x.pem", ':3: certificate "x.pem": expected key ='),
                (inside % "key = x.pem", ':3: key "x.pem": expected certificate ='),
                (inside % "certificate = a.pem\n key = b.pem", ':4: key "{dir}/b.pem": No such'),
                (inside % 'media "*.x" { }', ':3: media "*.x": expected type = or lang ='),
                (inside % 'media "*.x" { type = text }', ':3: type "text": expected a media type'),
                (inside % "lang = en_GB", ':3: lang "en_GB": expected a BCP 47'),
                (inside % "aliases = {a.example}", ':3: aliases "a.example": expected a host'),
                (inside % "root = x;", ":3: nothing ends an option but its line; unexpected ';'"),
                ("capsule a.example { }\n", ':1: capsule "a.example": expected root ='),
                ("capsule { root = x }\n", ":1: missing title for section 'capsule'"),
                ("# nothing\n", ": expected a capsule, as capsule example.org { root ="),
                (self.capsule + "user = nosuchuser", ':2: user "nosuchuser": there is no user'),
                (self.capsule + "counts = none/counts", ':2: counts "{dir}/none/counts": No such'),
                (self.capsule + "counts = /dev/null", ':2: counts "/dev/null": not a regular file'),
                (self.capsule + "certs = none/certs", ':2: certs "{dir}/none/certs": No such'),
                (self.capsule + "close-timeout = 10 s", ":2: no such option 's'\n"),
                (self.capsule + "gopher = none", ':2: gopher "none": expected [ADDR]:PORT, as '
                 "127.0.0.1:1965, [::1]:1965 or :1965, or off\n"),
                (self.capsule + "listener :1 { proxy = yes }", ":2: listener \":1\": expected "
                 "proxy-from ="),
                (self.capsule + "gemini = {:1, :1}", ': gemini ":1": expected a socket that is '
                 "named only once")):
            with self.subTest(text):
                result = self.run_with(text, "-n")
                self.assertEqual(result.returncode, 1, result.stderr)
                self.assertIn("a.conf" + says.replace("{dir}", self.scratch.path), result.stderr)

    def test_an_option_is_blamed_for_what_it_says(self):
        for options, status, says in (
                (["--root", "/none"], 1, 'lozenged: --root "/none": No such file'),
                (["--certs", "/none/certs"], 1, 'lozenged: --certs "/none/certs": No such file'),
                (["--gemini", ":7", "--gemini", ":7"], 2, 'lozenged: --gemini ":7": expected')):
            with self.subTest(" ".join(options)):
                result = self.run_with(self.capsule, "-n", *options)
                self.assertEqual(result.returncode, status)
                self.assertIn(says, result.stderr)

    def test_diagnostics_as_the_manual_has_them(self):
        block = PAGE.partition(".Sh DIAGNOSTICS")[2].partition(".Ed")[0].partition("literal")[2]
        lines = [line for line in block.splitlines() if line.startswith("lozenged")]
        self.assertEqual(len(lines), 3)
        workers = re.search(r"^lozenged\.conf(:\d+: .*)$", "\n".join(lines), re.M)[1]
        for text, said in (("\n" * 6 + "workers = 0\n", workers),
                           ("\n" * 8 + "wrokers = 1\n", lines[2].removeprefix("lozenged.conf"))):
            self.assertIn(self.path + said + "\n",
                          self.run_with(text + self.capsule, "-n").stderr)
        result = self.run_with(self.capsule, "-n", "--gemini", "x")
        self.assertEqual(result.returncode, 2)
        self.assertTrue(result.stderr.startswith(lines[0].removesuffix("...")), result.stderr)

    def test_a_check_makes_nothing(self):
        before = sorted(os.listdir(self.scratch.path)) + ["a.conf"]
        result = self.run_with(self.capsule, "-n")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertEqual(sorted(os.listdir(self.scratch.path)), sorted(before))
