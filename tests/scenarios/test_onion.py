"""The example of an onion service: what Tor and lozenged make of its files."""

import pathlib
import re
import shutil
import subprocess
import unittest

import capsule
from server import LOZENGED, START_S, TOP, Scratch, Server
from tls_client import gemini_get

EXAMPLE = pathlib.Path(TOP, "tools/packaging/tor")


class Onion(unittest.TestCase):
    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        root = capsule.make_page(self.scratch.path)
        text = (EXAMPLE / "lozenged.conf").read_text("utf-8")
        for old, new in (("/srv/lozenge/capsule", root), ("= :1965", '= "127.0.0.1:0"'),
                         ("= :70", '= "127.0.0.1:0"'),
                         ("/var/lib/lozenge/certs", self.scratch.join("certs"))):
            self.assertIn(old, text)
            text = text.replace(old, new)
        self.text = text
        self.address = re.search(r"\{([a-z2-7]{56}\.onion)\}", text)[1]

    def test_is_a_good_configuration(self):
        path = pathlib.Path(self.scratch.join("lozenged.conf"))
        path.write_text(self.text, "utf-8")
        result = subprocess.run([LOZENGED, "-c", str(path), "-n"], capture_output=True,
                                text=True, timeout=START_S, stdin=subprocess.DEVNULL, check=False)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertNotIn("warning", result.stderr)

    def test_answers_to_its_address(self):
        server = Server(None, configuration=self.text)
        self.addCleanup(server.kill)
        server.start()
        for host, status in ((self.address, b"20"), ("leaflet.example.org", b"20"),
                             ("b" + self.address[1:], b"53")):
            with self.subTest(host):
                answer = gemini_get(server.gemini, f"gemini://{host}:{server.gemini[1]}/",
                                    server_name=host)
                self.assertEqual(answer.header[:2], status)
        server.stop()

    def test_tor_leads_to_where_lozenged_listens(self):
        torrc = (EXAMPLE / "torrc").read_text("utf-8")
        conf = (EXAMPLE / "lozenged.conf").read_text("utf-8")
        ports = re.findall(r"^HiddenServicePort (\d+) 127\.0\.0\.1:(\d+)$", torrc, re.M)
        self.assertEqual(ports, [("1965", re.search(r"^gemini = :(\d+)$", conf, re.M)[1])])

    def test_tor_takes_its_part(self):
        tor = shutil.which("tor")
        if tor is None:
            self.skipTest("no tor here")
        path = pathlib.Path(self.scratch.join("torrc"))
        path.write_text((EXAMPLE / "torrc").read_text("utf-8").replace(
            "/var/lib/tor/lozenge/", self.scratch.join("service")), "utf-8")
        result = subprocess.run(
            [tor, "--verify-config", "--defaults-torrc", "/dev/null", "-f", str(path),
             "--DataDirectory", self.scratch.join("data")], capture_output=True, text=True,
            timeout=START_S, stdin=subprocess.DEVNULL, check=False)
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertIn("Configuration was valid", result.stdout)
        warnings = re.findall(r"\[warn\] (?!You are running Tor as root)(.*)", result.stdout)
        self.assertEqual(warnings, [])
