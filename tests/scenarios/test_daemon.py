"""What lozenged(8) says beside its options, tried: certificates, signals, forms of pages."""

import os
import pathlib
import re
import signal
import ssl

from hosting import Hosting
from server import PROMPT_S, until
from tls_client import gemini_get, plain_get


class Daemon(Hosting):
    def test_a_certificate_without_its_key_is_an_error(self):
        """And nothing is replaced; without both, there is a new key."""
        server = self.start()
        first = ssl.get_server_certificate(server.gemini)
        kept = {path.name: path.read_bytes() for path in pathlib.Path(server.certs).iterdir()}
        text = pathlib.Path(server.file).read_text("utf-8")
        server.stop()
        self.assertEqual(sorted(kept), ["localhost.crt", "localhost.key"])

        certs = pathlib.Path(self.scratch.join("certs"))  # of what check() starts
        certs.mkdir(mode=0o700)
        (certs / "localhost.crt").write_bytes(kept["localhost.crt"])
        for options in ((), ("-n",)):
            result = self.check(text, *options)
            self.assertEqual(result.returncode, 1)
            self.assertIn("localhost.key", result.stderr)
            self.assertEqual([path.name for path in certs.iterdir()], ["localhost.crt"])
        (certs / "localhost.crt").unlink()
        server = self.start()
        self.assertNotEqual(ssl.get_server_certificate(server.gemini), first)
        server.stop()

    def test_status_in_numbers(self):
        server = self.start()
        server.signal(signal.SIGUSR1)
        server.wait_for_line(r"status: supervisor %d$" % server.process.pid)
        for line in ("status: keyholder ([0-9]+)$", "([0-9]+).*connections"):
            number = int(re.search(line, server.wait_for_line(line))[1])
            self.assertIn(number, server.children())
        server.stop()

    def test_large_pages_are_sent_over_gopher_as_they_are(self):
        line = "=> a.gmi A page\n"
        small = line * (256 * 1024 // len(line))
        self.write("small.gmi", small)
        self.write("large.gmi", small + line)
        server = self.start()
        self.assertTrue(plain_get(server.gopher, b"/small.gmi\r\n").data.startswith(b"0"))
        self.assertEqual(plain_get(server.gopher, b"/large.gmi\r\n").data,
                         (small + line).replace("\n", "\r\n").encode() + b".\r\n")
        server.stop()

    def test_the_name_utf8_is_the_authors_first(self):
        self.write("page.gmi", "# Größe\n")
        self.write("utf8/page.gmi", "# Ours\n")
        server = self.start("lang = de")
        self.assertIn(b"Ours", plain_get(server.gopher, b"/utf8/page.gmi\r\n").data)
        self.assertIn("Größe".encode(), plain_get(server.gopher, b"/.utf8/page.gmi\r\n").data)
        self.assertIn(b"Groesse", plain_get(server.gopher, b"/page.gmi\r\n").data)
        server.stop()

    def test_missing_hidden_and_forbidden_look_the_same(self):
        self.write("shut.gmi", "# Shut\n")
        self.write(".hidden.gmi", "# Hidden\n")
        self.write("dir/.git/config", "x\n")
        self.write(".well-known/a.txt", "a\n")
        os.symlink("/etc/passwd", os.path.join(self.root, "away.txt"))
        os.symlink("shut.gmi", os.path.join(self.root, "to-shut.gmi"))
        os.mkfifo(os.path.join(self.root, "pipe"), 0o644)
        os.chmod(os.path.join(self.root, "shut.gmi"), 0o600)
        server = self.start()
        seen = {gemini_get(server.gemini, f"gemini://localhost:{server.gemini[1]}/{name}").data
                for name in ("none.gmi", "shut.gmi", ".hidden.gmi", "dir/.git/config", "away.txt",
                             "to-shut.gmi", "pipe", "dir/", "dir")}
        self.assertEqual(len(seen), 1, seen)
        self.assertRegex(seen.pop(), b"^51 ")
        self.assertRegex(self.header(server, "/.well-known/a.txt"), "^20 ")
        server.stop()

    def test_errors_in_the_language_of_what_was_asked_for(self):
        for lang, words in (("de", "Diese Seite gibt es nicht"), ("es", "Esta página no existe"),
                            ("tlh", "There is no such page")):
            with self.subTest(lang):
                server = self.start(f"lang = {lang}")
                self.assertIn(words, self.header(server, "/none.gmi"))
                server.stop()

    def test_a_folder_closed_and_opened_again(self):
        self.write("a/b/page.gmi", "# A page\n")
        server = self.start()
        for mode, status in ((0o750, "51"), (0o755, "20"), (0o711, "20")):
            os.chmod(os.path.join(self.root, "a"), mode)
            self.assertTrue(until(
                lambda: self.header(server, "/a/b/page.gmi")[:2] == status, PROMPT_S))
        server.stop()
