"""The servers that are measured: lozenged, the barest there is, and others.

Each is started with one process to serve, on core 0, and serves the same files.
"""

import os
import re
import shutil
import signal
import socket
import subprocess

from programs import program
from server import START_S, Server, until

SMALL, MEDIUM, LARGE = "/", "/medium.bin", "/large.bin"
SIZES = {MEDIUM: 100_000, LARGE: 100_000_000}

# Two processors or more: servers on one, clients on the other.
PINNED = len(os.sched_getaffinity(0)) > 1
ON_SERVER_CORE = ("taskset", "-c", "0") if PINNED else ()
ON_CLIENT_CORE = ("taskset", "-c", "1") if PINNED else ()

PAGE = "# A page\n\n" + "".join(
    "Paragraph %d has some words in it, as a page for reading has.\n\n"
    "=> /page%d.gmi Another page\n\n" % (i, i) for i in range(20))

LOZENGED = """\
gemini = "127.0.0.1:{gemini}"
gopher = "127.0.0.1:{gopher}"
key-isolation = {isolation}
capsule "localhost" {{ root = "{root}" }}
"""

MOLLY = """\
Hostname = "localhost"
Port = {port}
CertPath = "{certificate}"
KeyPath = "{key}"
DocBase = "{root}"
AccessLog = "/dev/null"
ErrorLog = "-"
"""


def make_files(root):
    os.makedirs(root)
    with open(root + "/index.gmi", "w", encoding="ascii") as stream:
        stream.write(PAGE)
    for path, size in SIZES.items():
        with open(root + path, "wb") as stream:
            stream.truncate(size)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def accepts(address):
    try:
        socket.create_connection(address, 1).close()
        return True
    except OSError:
        return False


class Contender:
    """A server that runs: where it is, and its process id."""

    # A slow server with many clients would finish nothing in a round.
    clients_max = 1000

    def __init__(self, name, command, port, stdin=subprocess.DEVNULL):
        self.name = name
        self.address = ("127.0.0.1", port)
        self.process = subprocess.Popen(
            [*ON_SERVER_CORE, *command], stdin=stdin, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True)
        self.pid = self.process.pid

    def wait(self):
        if not until(lambda: accepts(self.address), START_S, 0.001):
            raise RuntimeError(self.name + " does not listen")
        return self

    def stop(self):
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()


class Bare(Contender):
    """A program of ours that says itself which port it has."""

    def __init__(self, name, *command):
        self.name = name
        self.process = subprocess.Popen(
            [*ON_SERVER_CORE, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, start_new_session=True)
        self.pid = self.process.pid
        self.address = ("127.0.0.1", int(self.process.stdout.readline()))

    def wait(self):
        return self


class Lozenged:
    """lozenged on one of its two addresses."""

    clients_max = 1000

    def __init__(self, name, server, protocol):
        self.name = name
        self.pid = server.process.pid
        self.address = server.gemini if protocol == "gemini" else server.gopher
        self.server = server


def lozenged(root, certs, isolation="on", gemini=0, gopher=0):
    text = LOZENGED.format(root=root, isolation=isolation, gemini=gemini, gopher=gopher)
    return Server(None, configuration=text, certs=certs, wrapper=ON_SERVER_CORE)


def molly_brown(root, certs, scratch):
    if not shutil.which("molly-brown"):
        return None
    port = free_port()
    file = scratch.join("molly.conf")
    with open(file, "w", encoding="ascii") as stream:
        stream.write(MOLLY.format(port=port, root=root, certificate=certs + "/localhost.crt",
                                  key=certs + "/localhost.key"))
    return Contender("molly-brown", ["molly-brown", "-c", file], port)


class Gophernicus(Bare):
    """Run by the least that does what inetd does."""

    clients_max = 2


def gophernicus(root):
    path = shutil.which("gophernicus", path=os.environ["PATH"] + ":/usr/sbin")
    if not path:
        return None
    return Gophernicus("gophernicus (inetd)", program("inetd"), path, "-h", "localhost",
                       "-r", root, "-nv", "-nm", "-nr", "-ns")


def pygopherd(root, scratch):
    path = shutil.which("pygopherd", path=os.environ["PATH"] + ":/usr/sbin")
    installed = "/etc/pygopherd/pygopherd.conf"
    if not path or not os.path.exists(installed):
        return None
    port = free_port()
    settings = {"port": port, "root": root, "usechroot": "no", "logmethod": "none",
                "pidfile": scratch.join("%d.pid" % port), "detach": "no"}
    with open(installed, encoding="utf-8") as stream:
        text = stream.read()
    for name, value in settings.items():
        text = re.sub(r"(?m)^%s *=.*" % name, "%s = %s" % (name, value), text)
    text = re.sub(r"(?m)^(setuid|setgid) *=.*", "", text)
    file = scratch.join("pygopherd.conf")
    with open(file, "w", encoding="utf-8") as stream:
        stream.write(text)
    one = Contender("pygopherd", [path, file], port)
    one.clients_max = 4
    return one


def write_menu(server, root):
    """Give the other Gopher servers the menu that lozenged makes."""
    with socket.create_connection(server.gopher, 10) as one:
        one.sendall(b"\r\n")
        with one.makefile("rb") as answer:
            menu = answer.read()
    with open(root + "/gophermap", "wb") as stream:
        stream.write(menu.removesuffix(b".\r\n"))
