"""Completion: bash, zsh and fish know every option that --help names."""

import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from server import LOZENGE, LOZENGED, START_S, TOP

OPTION = re.compile(r"^  (--?[a-z][a-z-]*)", re.M)


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, timeout=START_S,
                          stdin=subprocess.DEVNULL, check=True, **options).stdout


class Completion(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        # make scenarios has made it beside the programs.
        cls.out = pathlib.Path(LOZENGE).resolve().parent / "completion"
        cls.desk = pathlib.Path(cls.folder.name, "desk")
        for name in ("build", "my capsule", "notes.d"):
            (cls.desk / name).mkdir(parents=True)
        for name in ("leaflet.md", "a leaflet.md", "picture.png"):
            (cls.desk / name).write_text("", encoding="utf-8")
        commands = re.findall(r"^  ([a-z]+) ", run(LOZENGE, "--help"), re.M)
        cls.lines = [("lozenge", [name], run(LOZENGE, name, "--help")) for name in commands]
        cls.lines += [("lozenge", [], run(LOZENGE, "--help")),
                      ("lozenged", [], run(LOZENGED, "--help"))]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def in_bash(self, *words):
        """What bash offers for the last of the words, among the files of the desk."""
        script = ('source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); '
                  '"_$1"; ((${#COMPREPLY[@]} == 0)) || printf "%s\\n" "${COMPREPLY[@]}"')
        return run("bash", "--norc", "-uc", script, "bash", str(self.out / "bash" / words[0]),
                   *words, cwd=self.desk).splitlines()

    def test_bash_knows_every_option(self):
        for program, command, text in self.lines:
            with self.subTest(" ".join([program, *command])):
                options = set(OPTION.findall(text))
                self.assertIn("--help", options)
                self.assertEqual(set(self.in_bash(program, *command, "-")), options)

    def test_bash_knows_what_follows(self):
        for line, offered in (
                (["lozenge", "pre"], ["preview"]),
                (["lozenge", "build", "--fi"], ["--fix"]),
                (["lozenge", "build", "bu"], ["build"]),
                (["lozenge", "build", ""],
                 ["a leaflet.md", "build", "leaflet.md", "my capsule", "notes.d"]),
                (["lozenge", "build", "-o", "my"], ["my capsule"]),
                (["lozenge", "build", "-o", "leaf"], []),
                (["lozenge", "init", "--kind", ""], ["leaflet", "minimal", "site"]),
                (["lozenge", "init", "--kind", "=", "m"], ["minimal"]),
                (["lozenge", "init", "--kind", "="], ["leaflet", "minimal", "site"]),
                (["lozenge", "preview", "--gopher", "o"], ["off"]),
                (["lozenge", "doctor", "--gopher", ""], ["off"]),
                (["lozenge", "lint", "not"], ["notes.d"]),
                (["lozenge", "get", "gem"], []),
                (["lozenge", "nonsense", ""], []),
                (["lozenged", "-c", "pic"], ["picture.png"]),
                (["lozenged", "--root", "pic"], []),
                (["lozenged", "--gopher", ""], ["off"])):
            with self.subTest(" ".join(line)):
                self.assertEqual(sorted(self.in_bash(*line)), offered)

    def test_zsh_and_fish_know_every_option(self):
        for program, command, text in self.lines:
            zsh = (self.out / "zsh" / f"_{program}").read_text(encoding="utf-8")
            fish = (self.out / "fish" / f"{program}.fish").read_text(encoding="utf-8")
            if command:
                zsh = re.search(rf"^    {command[0]}\)$(.*?);;$", zsh, re.M | re.S).group(1)
                fish = "\n".join(re.findall(
                    rf"^.*-n '__fish_seen_subcommand_from {command[0]}'(.*)$", fish, re.M))
            for option in OPTION.findall(text):
                with self.subTest(" ".join([program, *command, option])):
                    self.assertRegex(zsh, rf"'\*?{option}\[")
                    self.assertRegex(fish, rf" (-l {option[2:]}|-[so] {option[1:]}) ")

    def test_the_shells_read_it(self):
        for shell in ("bash", "zsh", "fish"):
            if shutil.which(shell) is None:
                continue
            for path in (self.out / shell).iterdir():
                with self.subTest(str(path.name)):
                    run(shell, "-n", str(path))


class Installed(unittest.TestCase):
    def test_install_brings_them_and_uninstall_takes_them(self):
        with tempfile.TemporaryDirectory() as root:
            # BUILD, where it is not the usual one, is in MAKEFLAGS.
            words = ("make", "-s", "-C", TOP, f"DESTDIR={root}", "prefix=/usr")
            run(*words, "install")
            share = pathlib.Path(root, "usr/share")
            for name in ("bash-completion/completions/lozenge",
                         "bash-completion/completions/lozenged",
                         "zsh/site-functions/_lozenge", "zsh/site-functions/_lozenged",
                         "fish/vendor_completions.d/lozenge.fish",
                         "fish/vendor_completions.d/lozenged.fish",
                         "doc/lozenge/examples/lozenged.conf.example"):
                with self.subTest(name):
                    self.assertGreater((share / name).stat().st_size, 100)
            run(*words, "uninstall")
            self.assertEqual([path for path in share.rglob("*") if path.is_file()], [])
