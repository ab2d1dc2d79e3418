"""A host's configuration, and lozenged with it: what tests of both share."""

import os
import pathlib
import subprocess
import unittest

import capsule
from server import LOZENGED, START_S, Scratch, Server
from tls_client import gemini_get

SOCKETS = 'gemini = "127.0.0.1:0"\ngopher = "127.0.0.1:0"\nworkers = 1\n'


def make_certificate(base, *options):
    """A key and a certificate, BASE.key and BASE.crt, and both in BASE.pem."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-subj", "/CN=somebody", "-keyout", base + ".key", "-out", base + ".crt",
         *options], check=True, capture_output=True)
    os.chmod(base + ".key", 0o600)
    pathlib.Path(base + ".pem").write_text(
        pathlib.Path(base + ".key").read_text("ascii") +
        pathlib.Path(base + ".crt").read_text("ascii"), "ascii")


class Hosting(unittest.TestCase):
    """A capsule of one page, and what a host says of it."""

    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.root = capsule.make_page(self.scratch.path)

    def write(self, name, text=""):
        capsule.write_file(os.path.join(self.root, name), text)

    def start(self, within="", host="localhost", outside="", options=()):
        """A server with these options in the capsule's section, and outside of it."""
        server = Server(None, *options, configuration=(
            f'{SOCKETS}{outside}capsule "{host}" {{\n root = "{self.root}"\n{within}\n}}\n'))
        self.addCleanup(server.kill)
        server.start()
        return server

    def check(self, text, *options):
        path = self.scratch.join("checked.conf")
        pathlib.Path(path).write_text(text, "utf-8")
        return subprocess.run(
            [LOZENGED, "-c", path, "--certs", self.scratch.join("certs"), *options],
            capture_output=True, text=True, timeout=START_S, stdin=subprocess.DEVNULL,
            check=False)

    def header(self, server, path, host="localhost", context=None):
        answer = gemini_get(server.gemini, f"gemini://{host}:{server.gemini[1]}{path}",
                            context=context)
        return answer.header.decode()
