"""Two servers behind HAProxy, as the example has them; one is killed."""

import collections
import concurrent.futures
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest

import capsule
from server import TOP, Scratch, Server, until
from tls_client import gemini_get, plain_get

Machine = collections.namedtuple("Machine", "file address gemini gopher")

# As the example has them, and where they are here: Gemini on the same port of
# two addresses, for the health check names one.
MACHINES = [
    Machine("lozenged-one.conf", "192.0.2.11", "127.0.0.1", "127.0.0.3"),
    Machine("lozenged-two.conf", "192.0.2.12", "127.0.0.2", "127.0.0.4"),
]
EXAMPLE = os.path.join(TOP, "tools", "packaging", "haproxy")
HOST = "leaflet.example.org"
CLIENTS = 8
REQUESTS = 600
DOWN_S = 10


def example(name, *changes):
    """A file of the example, with what differs here put in."""
    with open(os.path.join(EXAMPLE, name), encoding="utf-8") as stream:
        text = stream.read()
    for old, new in changes:
        if old not in text:
            raise AssertionError("%s: no \"%s\" in it" % (name, old))
        text = text.replace(old, new)
    return text


def refuses(address):
    try:
        socket.create_connection(address, 1).close()
        return False
    except OSError:
        return True


class Balancer:
    """HAProxy on sockets that are open before it starts."""

    def __init__(self, scratch, servers):
        self.sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
        self.gemini, self.gopher = (one.getsockname() for one in self.sockets)
        self.stats = scratch.join("stats")
        path = scratch.join("haproxy.cfg")
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(self._configuration(servers))
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            ["haproxy", "-db", "-f", path], stdin=subprocess.DEVNULL,
            stdout=self.log, stderr=self.log, start_new_session=True,
            pass_fds=[one.fileno() for one in self.sockets])

    def _configuration(self, servers):
        changes = [
            ("\tuser haproxy\n\tgroup haproxy\n",
             "\tstats socket %s mode 600 level user\n" % self.stats),
            (":::1965 v4v6", "fd@%d" % self.sockets[0].fileno()),
            (":::70 v4v6", "fd@%d" % self.sockets[1].fileno())]
        for machine, server in zip(MACHINES, servers):
            changes += [
                (machine.address + ":1966", "%s:%d" % (machine.gemini, server.gemini[1])),
                (machine.address + ":7071", "%s:%d" % (machine.gopher, server.gopher[1]))]
        changes.append((HOST + ":1966", "%s:%d" % (HOST, servers[0].gemini[1])))
        return example("haproxy.cfg", *changes)

    def states(self):
        """What HAProxy thinks of each server: {"gemini/one": "UP", ...}."""
        try:
            with socket.socket(socket.AF_UNIX) as wire:
                wire.settimeout(5)
                wire.connect(self.stats)
                wire.sendall(b"show stat\n")
                table = b"".join(iter(lambda: wire.recv(65536), b"")).decode()
        except OSError:
            return {}
        rows = [line.split(",") for line in table.splitlines()[1:] if line]
        return {"%s/%s" % (row[0], row[1]): row[17] for row in rows
                if row[1] in ("one", "two")}

    def said(self):
        self.log.seek(0)
        return self.log.read().decode("utf-8", "replace")

    def stop(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.log.close()
        for one in self.sockets:
            one.close()


class Load:
    """Clients that ask again and again, over both protocols."""

    def __init__(self, balancer):
        self.balancer = balancer
        self.lock = threading.Lock()
        self.done = 0
        self.failures = []  # (when it began, when it had failed, what came)

    def ask(self, number):
        started = time.monotonic()
        try:
            good, what = self._ask_gopher() if number % 4 == 0 else self._ask_gemini()
        except OSError as error:
            good, what = False, repr(error)
        with self.lock:
            self.done += 1
            if not good:
                self.failures.append((started, time.monotonic(), what))

    def _ask_gemini(self):
        url = "gemini://%s:%d/" % (HOST, self.balancer.gemini[1])
        answer = gemini_get(self.balancer.gemini, url, server_name=HOST)
        return (answer.status == "20" and answer.ending == "close_notify"
                and b"# Test capsule" in answer.body, answer)

    def _ask_gopher(self):
        answer = plain_get(self.balancer.gopher, b"\r\n")
        return (answer.data.endswith(b"\r\n.\r\n") and b"Test capsule" in answer.data, answer)


@unittest.skipUnless(shutil.which("haproxy"), "haproxy is not installed")
class HAProxy(unittest.TestCase):
    patience = 12

    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.root = capsule.make_page(self.scratch.path)
        self.certs = self.scratch.join("certs")

    def start(self, machine, port=0):
        """One of the two machines; they share capsule and certificate."""
        server = Server(None, certs=self.certs, configuration=example(
            machine.file, (machine.address + ":1966", "%s:%d" % (machine.gemini, port)),
            (machine.address + ":7071", machine.gopher + ":0"),
            ("192.0.2.10", "127.0.0.1"), ("/srv/lozenge/capsule", self.root)))
        self.addCleanup(server.kill)
        server.start()
        return server

    def kill(self, server):
        """The first machine's server, all of it at once."""
        os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait()
        # Its sockets close when the last of its processes is gone.
        sockets = ((MACHINES[0].gemini, server.gemini[1]), (MACHINES[0].gopher, server.gopher[1]))
        self.assertTrue(until(lambda: all(refuses(address) for address in sockets), 5))

    def test_one_of_two_is_killed_under_load(self):
        servers = [self.start(MACHINES[0])]
        servers.append(self.start(MACHINES[1], servers[0].gemini[1]))
        balancer = Balancer(self.scratch, servers)
        self.addCleanup(balancer.stop)
        wanted = {"gemini/one": "UP", "gemini/two": "UP",
                  "gopher/one": "UP", "gopher/two": "UP"}
        self.assertTrue(until(lambda: set(balancer.states().values()) == {"UP"}, DOWN_S),
                        "%s\n%s" % (balancer.states(), balancer.said()))
        self.assertEqual(balancer.states(), wanted)
        time.sleep(2.5)  # until each has been asked about its health, twice
        self.assertEqual(balancer.states(), wanted)

        load = Load(balancer)
        with concurrent.futures.ThreadPoolExecutor(CLIENTS) as clients:
            jobs = [clients.submit(load.ask, number) for number in range(REQUESTS)]
            self.assertTrue(until(lambda: load.done >= REQUESTS // 3, 60))
            killed_at, done_before = time.monotonic(), load.done
            self.kill(servers[0])
            dead_at = time.monotonic()
            for job in jobs:
                job.result()

        print("        haproxy: %d requests by %d clients, one of two servers killed after "
              "%d: %d failed" % (load.done, CLIENTS, done_before, len(load.failures)), flush=True)
        self.assertEqual(load.done, REQUESTS)
        self.assertLessEqual(len(load.failures), CLIENTS, load.failures)
        for began, ended, what in load.failures:
            self.assertTrue(began <= dead_at and ended >= killed_at,
                            (began - dead_at, ended - killed_at, what))
        self.assertTrue(until(lambda: balancer.states().get("gemini/one", "").startswith("DOWN"),
                              DOWN_S), balancer.states())
        self.assertEqual(balancer.states()["gemini/two"], "UP")
        servers[1].stop()
