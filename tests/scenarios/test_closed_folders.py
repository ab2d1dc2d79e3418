"""A folder that is closed to others is closed to readers, even if the server
runs as its owner."""

import os
import pathlib
import unittest

from server import Scratch, Server
from tls_client import gemini_get, plain_get

NOBODY = 65534
CLOSED = ("shut/page.gmi", "shut/", "shut", "shut/deep/page.gmi", "into-shut.gmi",
          "into-deep/page.gmi")
OPEN = ("open/page.gmi", "into-open.gmi", "pass/page.gmi")


class ClosedFolders(unittest.TestCase):
    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.root = pathlib.Path(self.scratch.join("root"))
        for folder, mode in (("", 0o755), ("open", 0o755), ("pass", 0o711),
                             ("shut", 0o700), ("shut/deep", 0o755)):
            path = self.root / folder
            path.mkdir()
            (path / "page.gmi").write_text("# A page\n", encoding="utf-8")
            (path / "page.gmi").chmod(0o644)
            path.chmod(mode)
        (self.root / "into-shut.gmi").symlink_to("shut/page.gmi")
        (self.root / "into-deep").symlink_to("shut/deep")
        (self.root / "into-open.gmi").symlink_to("open/page.gmi")

    def serve_as_owner(self):
        """A server that runs as whom all of this belongs to."""
        wrapper = ()
        if os.geteuid() == 0:
            wrapper = ("setpriv", "--reuid=%d" % NOBODY, "--regid=%d" % NOBODY,
                       "--clear-groups")
            for path in (self.root.parent, self.root, *self.root.rglob("*")):
                os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
        return Server(str(self.root), wrapper=wrapper, certs=self.scratch.join("certs"))

    def ask(self, server, path):
        url = "gemini://localhost:%d/%s" % (server.gemini[1], path)
        return gemini_get(server.gemini, url).status

    def test_pages_of_closed_folders_are_missing(self):
        with self.serve_as_owner() as server:
            for path in OPEN:
                self.assertEqual(self.ask(server, path), "20", path)
            for path in CLOSED:
                self.assertEqual(self.ask(server, path), "51", path)
                answer = plain_get(server.gopher, b"/%s\r\n" % path.encode())
                self.assertTrue(answer.data.startswith(b"3"), (path, answer))

    def test_a_closed_capsule_is_empty_and_that_is_said(self):
        self.root.chmod(0o700)
        with self.serve_as_owner() as server:
            server.wait_for_line(r"warning: the capsule .*chmod o\+x")
            for path in (*OPEN, ""):
                self.assertEqual(self.ask(server, path), "51", path)
