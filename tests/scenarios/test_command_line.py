"""Wrong command lines are told, and how the programs end then."""

import os
import socket
import subprocess
import unittest

import capsule
from server import LOZENGE, LOZENGED, SANITIZED, START_S, Scratch, Server

# (arguments, exit status, what standard error must hold)
LOZENGED_WRONG = [
    (["--no-such-option"], 2, "--no-such-option"),
    (["-x"], 2, "-x"),
    (["--root"], 2, "--root"),
    (["--gemini", "nonsense"], 2, "--gemini"),
    (["--gemini", "127.0.0.1"], 2, "--gemini"),
    (["--gemini", "127.0.0.1:"], 2, "--gemini"),
    (["--gemini", "127.0.0.1:65536"], 2, "--gemini"),
    (["--gemini", "127.0.0.1:-1"], 2, "--gemini"),
    (["--gemini", "127.0.0.1:19x65"], 2, "--gemini"),
    (["--gemini", "::1:1965"], 2, "--gemini"),
    (["--gemini", "[::1:1965"], 2, "--gemini"),
    (["--gemini", "localhost:1965"], 2, "--gemini"),
    (["--gemini", "off"], 2, "--gemini"),
    (["--gopher", "on"], 2, "--gopher"),
    (["--gopher", ""], 2, "--gopher"),
    (["--workers", "0"], 2, "--workers"),
    (["--workers", "many"], 2, "--workers"),
    (["--workers", "1000"], 2, "--workers"),
    (["--workers", "99999999999999999999"], 2, "--workers"),
    (["--host", "no host"], 2, "--host"),
    (["--host", ""], 2, "--host"),
    (["--host", "a/b"], 2, "--host"),
    (["--lang", "en_GB!"], 2, "--lang"),
    (["extra"], 2, "extra"),
    (["-c", "/nonexistent/lozenged.conf"], 1, "/nonexistent/lozenged.conf"),
]

LOZENGE_WRONG = [
    ([], 2, "usage"),
    (["frobnicate"], 2, "frobnicate"),
    (["biuld"], 2, "did you mean \"build\"?"),
    (["--frobnicate"], 2, "--frobnicate"),
    (["--"], 2, "--"),
    (["build", "--chekc", "a.md"], 2, "did you mean --check?"),
    (["build", "a.md", ""], 2, "expected SOURCE.md"),
    (["export", "--url", "localhost", "a.md"], 2, "--url \"localhost\""),
    (["init", "--kind", "book", "a.md"], 2, "--kind \"book\""),
    (["build"], 2, ""),
    (["build", "--frobnicate", "a.md"], 2, "--frobnicate"),
    (["build", "a.md", "b.md"], 1, "b.md"),
    (["build", "-o"], 2, "-o"),
    (["build", "/nonexistent/a.md"], 1, "/nonexistent/a.md"),
    (["index"], 2, ""),
    (["index", "--lang", "en_GB!", "."], 2, "en_GB!"),
    (["index", "a", "b"], 2, "b"),
    (["index", "/nonexistent"], 1, "/nonexistent"),
    (["lint"], 2, ""),
    (["lint", "/nonexistent"], 1, "/nonexistent"),
    (["init"], 2, ""),
    (["doctor"], 2, "expected HOST[:PORT]"),
    (["doctor", "a", "b"], 2, "expected one HOST[:PORT] only"),
    (["doctor", "--frobnicate", "a"], 2, "--frobnicate"),
    (["doctor", "--gopher", "on", "a"], 2, "--gopher"),
    (["doctor", "gemini://localhost/"], 2, "host"),
    (["get"], 2, ""),
    (["get", "ftp://localhost/"], 2, "ftp"),
]


def run(program, *arguments, **how):
    return subprocess.run([program, *arguments], capture_output=True, text=True,
                          timeout=START_S, stdin=subprocess.DEVNULL, check=False, **how)


class CommandLine(unittest.TestCase):
    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.root = capsule.make_page(self.scratch.path)

    def start_wrong(self, *options):
        return run(LOZENGED, "--root", self.root, "--certs", self.scratch.join("certs"),
                   "--gemini", "127.0.0.1:0", "--gopher", "off", *options)

    def check_table(self, program, table):
        for arguments, status, said in table:
            with self.subTest(" ".join(arguments)):
                result = run(program, *arguments, cwd=self.scratch.path)
                self.assertEqual(result.returncode, status, result.stderr)
                self.assertIn(said, result.stderr)
                self.assertTrue(result.stderr.strip(), "nothing was said")

    def test_lozenged_names_what_is_wrong(self):
        self.check_table(LOZENGED, LOZENGED_WRONG)

    def test_lozenge_names_what_is_wrong(self):
        self.check_table(LOZENGE, LOZENGE_WRONG)

    def test_help_and_version(self):
        for program in (LOZENGED, LOZENGE):
            name = os.path.basename(program)
            result = run(program, "--help")
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            self.assertIn("usage: " + name, result.stdout)
            result = run(program, "--version")
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            self.assertRegex(result.stdout, r"^%s \d+\.\d+\.\d+\n$" % name)

    def test_missing_root_is_told(self):
        missing = self.scratch.join("no-such-root")
        result = run(LOZENGED, "--root", missing, "--certs", self.scratch.join("certs"),
                     "--gemini", "127.0.0.1:0", "--gopher", "off")
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn(missing, result.stderr)
        self.assertIn("No such file", result.stderr)

    def test_root_that_is_a_file_is_told(self):
        result = self.start_wrong("--root", os.path.join(self.root, "index.gmi"))
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn("index.gmi", result.stderr)

    def test_port_in_use_is_told(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            result = run(LOZENGED, "--root", self.root, "--certs", self.scratch.join("certs"),
                         "--gemini", "127.0.0.1:%d" % port, "--gopher", "off")
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertRegex(result.stderr, r"127\.0\.0\.1\D*%d" % port)
        self.assertIn("in use", result.stderr)

    def test_check_serves_nothing(self):
        result = self.start_wrong("-n")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertNotIn("ready", result.stderr)

    @unittest.skipIf(SANITIZED, "sanitizers need what the sandbox denies")
    def test_sandbox_holds(self):
        result = self.start_wrong("--sandbox-test")
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def test_get_reads_what_is_served(self):
        with Server(self.root) as server:
            home = dict(os.environ, HOME=self.scratch.path,
                        XDG_DATA_HOME=self.scratch.path, XDG_CONFIG_HOME=self.scratch.path)
            for url, status in (
                    ("gemini://localhost:%d/" % server.gemini[1], 0),
                    ("gemini://localhost:%d/none" % server.gemini[1], 51),
                    ("gemini://localhost:%d/a#b" % server.gemini[1], 51),
                    ("gopher://localhost:%d/" % server.gopher[1], 0),
                    ("gopher://localhost:%d/0/none" % server.gopher[1], 51),
                    ("gophers://localhost:%d/" % server.gopher[1], 0)):
                with self.subTest(url):
                    result = run(LOZENGE, "get", "--insecure", url, env=home)
                    self.assertEqual(result.returncode, status, result.stderr)
                    if status == 0:
                        self.assertIn("Test capsule", result.stdout)
