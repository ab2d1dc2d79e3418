"""A worker in which TLS is broken: it says so, and another takes its place."""

import os
import pathlib
import shutil
import subprocess
import time
import unittest

from server import LOZENGED, PROMPT_S, Scratch, Server, until
from tls_client import gemini_get

SOURCE = pathlib.Path(__file__).parent / "sign_fails.c"
COMPILER = os.environ.get("CC") or shutil.which("gcc") or shutil.which("clang")


@unittest.skipIf("/asan/" in LOZENGED, "the sanitizer comes first, or not at all")
@unittest.skipUnless(COMPILER, "needs a compiler")
class BrokenWorker(unittest.TestCase):
    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.root = pathlib.Path(self.scratch.join("root"))
        self.root.mkdir()
        self.root.chmod(0o755)
        os.chmod(self.scratch.path, 0o755)
        page = self.root / "index.gmi"
        page.write_text("# Here\n", encoding="utf-8")
        page.chmod(0o644)
        self.fault = self.root / "fault"
        library = self.scratch.join("sign_fails.so")
        subprocess.run([*COMPILER.split(), "-D_GNU_SOURCE", "-shared", "-fPIC",
                        "-o", library, str(SOURCE), "-ldl"], check=True)
        self.wrapper = ("env", "LD_PRELOAD=" + library,
                        "SIGN_FAILS=" + str(self.fault))

    def status(self, server):
        """The status of an answer; None if there was none."""
        url = "gemini://localhost:%d/" % server.gemini[1]
        try:
            return gemini_get(server.gemini, url, seconds=1).status
        except OSError:
            return None

    def test_a_worker_whose_handshakes_fail_is_replaced(self):
        with Server(str(self.root), wrapper=self.wrapper) as server:
            self.assertEqual(self.status(server), "20")
            before = server.children()
            self.fault.write_text("", encoding="utf-8")
            end = time.monotonic() + PROMPT_S
            while (time.monotonic() < end
                   and not any("makes way for another" in line for line in server.lines)):
                self.assertNotEqual(self.status(server), "20")
            server.wait_for_line("handshakes fail: no handshake over TLS 1.3")
            # Nor does a new one serve what it could not.
            server.wait_for_line("worker: no handshake over TLS 1.3 for localhost")
            self.fault.unlink()
            self.assertTrue(until(lambda: self.status(server) == "20", PROMPT_S))
            self.assertNotEqual(server.children(), before)
