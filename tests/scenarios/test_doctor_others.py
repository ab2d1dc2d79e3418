"""lozenge doctor on the servers that Debian has: what is wrong with each is found, and no more."""

import os
import pathlib
import re
import shutil
import socket
import subprocess
import unittest

import capsule
from server import START_S, until
from test_doctor import Case, Listening, make_certificate

PATH = os.environ.get("PATH", os.defpath) + ":/usr/sbin"
AS_NOBODY = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]


def find(program):
    return shutil.which(program, path=PATH)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def listens(port):
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


class Inetd(Listening):
    """A program for each client."""

    def __init__(self, *command):
        self.command = command
        super().__init__()

    def serve(self, client):
        client.settimeout(None)
        subprocess.run(self.command, stdin=client, stdout=client, timeout=START_S, check=False,
                       stderr=subprocess.DEVNULL)


class Others(Case):
    def setUp(self):
        super().setUp()
        self.root = capsule.make_page(self.scratch.path)
        for name, text in (("gophermap", "Welcome\n1About\t/sub\n0Words\t/words.txt\n"),
                           ("sub/gophermap", "Below\n"), ("words.txt", "Words.\n")):
            path = pathlib.Path(self.root, name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="ascii")

    def run_until_it_listens(self, port, *command):
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.assertTrue(until(lambda: listens(port), START_S))

    def examine_gopher(self, port):
        found, _ = self.examine("--gopher", str(port), "localhost:%d" % free_port())
        return [row for row in found if row[0].startswith("gopher")]

    @unittest.skipUnless(find("molly-brown"), "molly-brown is not here")
    def test_molly_brown(self):
        certificate, key = make_certificate(self.scratch.path)
        port = free_port()
        file = pathlib.Path(self.scratch.join("molly.conf"))
        file.write_text(
            f'Port = {port}\nHostname = "localhost"\nCertPath = "{certificate}"\n'
            f'KeyPath = "{key}"\nDocBase = "{self.root}"\nDefaultLang = "en"\n'
            f'AccessLog = "{self.scratch.path}/a.log"\nErrorLog = "{self.scratch.path}/e.log"\n',
            encoding="utf-8")
        self.run_until_it_listens(port, "molly-brown", "-c", str(file))
        found, _ = self.examine("--gopher", "off", "localhost:%d" % port)
        self.assertEqual(found, [
            ("url-1024", "error"), ("userinfo", "error"), ("fragment", "error"),
            ("relative", "warning"), ("line-end", "warning"), ("silent", "warning")])

    @unittest.skipUnless(find("gophernicus"), "gophernicus is not here")
    def test_gophernicus(self):
        server = self.start(Inetd, *(AS_NOBODY if os.geteuid() == 0 else []),
                            find("gophernicus"), "-r", self.root, "-h", "localhost", "-nv", "-nm",
                            "-nr", "-ns")
        # It is told its port on the command line alone.
        server.command = (*server.command, "-p", str(server.port))
        self.assertEqual(self.examine_gopher(server.port), [("gopher-missing", "error")])

    @unittest.skipUnless(find("pygopherd"), "pygopherd is not here")
    def test_pygopherd(self):
        port = free_port()
        text = pathlib.Path("/etc/pygopherd/pygopherd.conf").read_text("utf-8")
        settings = {"port": port, "root": self.root, "usechroot": "no", "logmethod": "none",
                    "pidfile": self.scratch.join("pid"), "detach": "no"}
        for name, value in settings.items():
            text = re.sub(rf"(?m)^{name} *=.*", f"{name} = {value}", text)
        text = re.sub(r"(?m)^(setuid|setgid) *=.*", "", text)
        text = text.replace("[pygopherd]", "[pygopherd]\nservername = localhost")
        file = pathlib.Path(self.scratch.join("pygopherd.conf"))
        file.write_text(text, encoding="utf-8")
        self.run_until_it_listens(port, find("pygopherd"), str(file))
        self.assertEqual(self.examine_gopher(port), [("gopher-end", "warning")])
