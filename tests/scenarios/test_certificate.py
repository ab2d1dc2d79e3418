"""The certificate that a first start makes, and how it is kept."""

import hashlib
import os
import re
import ssl
import stat
import subprocess
import unittest

import capsule
from server import LOZENGED, START_S, Scratch, Server


def served(server):
    """The certificate that a client is given, as DER."""
    pem = ssl.get_server_certificate(server.gemini)
    return ssl.PEM_cert_to_DER_cert(pem)


def openssl(der, *arguments):
    return subprocess.run(["openssl", "x509", "-inform", "DER", *arguments], input=der,
                          capture_output=True, check=True).stdout


def public_key(der):
    pem = openssl(der, "-noout", "-pubkey")
    return subprocess.run(["openssl", "pkey", "-pubin", "-outform", "DER"], input=pem,
                          capture_output=True, check=True).stdout


def key_files(directory):
    found = []
    for path, _, names in os.walk(directory):
        for name in names:
            with open(os.path.join(path, name), "rb") as stream:
                if b"PRIVATE KEY" in stream.read():
                    found.append(os.path.join(path, name))
    return found


class Certificate(unittest.TestCase):
    apart = True

    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.root = capsule.make_page(self.scratch.path)
        self.certs = self.scratch.join("certs")

    def start(self, **how):
        server = Server(self.root, certs=self.certs, **how)
        self.addCleanup(server.kill)
        server.start()
        return server

    def run_once(self, *options):
        return subprocess.run(
            [LOZENGED, "--root", self.root, "--certs", self.certs, "--gemini",
             "127.0.0.1:0", "--gopher", "off", *options], capture_output=True,
            text=True, timeout=START_S, stdin=subprocess.DEVNULL, check=False)

    def test_is_made_as_clients_want_it(self):
        server = self.start(host="capsule.example")
        text = openssl(served(server), "-noout", "-text").decode()
        server.stop()
        self.assertIn("prime256v1", text)
        self.assertIn("DNS:capsule.example", text)
        self.assertIn("CA:FALSE", text)
        self.assertRegex(text, r"Version: 3")

    def test_is_valid_from_yesterday_for_long(self):
        server = self.start()
        der = served(server)
        server.stop()
        self.assertEqual(subprocess.run(
            ["openssl", "x509", "-inform", "DER", "-noout", "-checkend",
             str(3 * 365 * 86400)], input=der, capture_output=True, check=False).returncode, 0)
        dates = openssl(der, "-noout", "-startdate").decode()
        start = ssl.cert_time_to_seconds(dates.strip().partition("=")[2])
        now = os.stat(self.certs).st_mtime
        self.assertLess(abs(now - start - 86400), 2 * 3600)

    def test_serial_numbers_differ(self):
        first = self.start()
        one = openssl(served(first), "-noout", "-serial")
        first.stop()
        self.certs = self.scratch.join("other")
        second = self.start()
        two = openssl(served(second), "-noout", "-serial")
        second.stop()
        self.assertNotEqual(one, two)
        self.assertGreaterEqual(len(one), len("serial=") + 14)

    def test_key_is_for_its_owner_alone(self):
        os.umask(0o022)
        server = self.start()
        server.stop()
        keys = key_files(self.certs)
        self.assertEqual(len(keys), 1, os.listdir(self.certs))
        self.assertEqual(stat.S_IMODE(os.stat(keys[0]).st_mode), 0o600)

    def test_every_start_keeps_it_and_shows_its_fingerprint(self):
        certificates = []
        for _ in range(2):
            server = self.start()
            der = served(server)
            certificates.append(der)
            shown = re.sub(r"[^0-9a-f]", "", " ".join(
                line for line in server.lines if re.search("finger|SHA-?256", line, re.I)
            ).lower())
            fingerprints = [hashlib.sha256(what).hexdigest()
                            for what in (der, public_key(der))]
            self.assertTrue(any(one in shown for one in fingerprints), server.lines)
            server.stop()
        self.assertEqual(*certificates)

    def test_a_key_that_others_can_read_is_refused(self):
        self.start().stop()
        key = key_files(self.certs)[0]
        os.chmod(key, 0o644)
        result = self.run_once()
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn(os.path.basename(key), result.stderr)
        self.assertNotIn("ready", result.stderr)

    def test_a_broken_key_is_refused(self):
        self.start().stop()
        key = key_files(self.certs)[0]
        with open(key, "r+b") as stream:
            stream.truncate(40)
        result = self.run_once()
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn(os.path.basename(key), result.stderr)

    def test_renewal_keeps_the_key(self):
        server = self.start()
        old = served(server)
        server.stop()
        result = self.run_once("--renew")
        self.assertEqual(result.returncode, 0, result.stderr)
        server = self.start()
        new = served(server)
        server.stop()
        self.assertNotEqual(old, new)
        self.assertEqual(public_key(old), public_key(new))

    def test_directory_that_cannot_be_made_is_told(self):
        self.certs = os.path.join(self.root, "index.gmi", "certs")
        result = self.run_once()
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn("index.gmi", result.stderr)
