"""Starting, stopping, and what becomes of requests and processes meanwhile."""

import os
import signal
import socket
import threading
import time
import unittest

import capsule
from server import PROMPT_S, Scratch, Server, until
from tls_client import TlsClient, Wire, gemini_get, make_context, plain_get

# More than all buffers on the way hold.
BIG = "x" * 1023 + "\n"
BIG_LINES = 12000


def slow_download(server, name="/large.txt"):
    """A client in the middle of a long answer: (client, bytes so far)."""
    wire = Wire(server.gemini, 30, receive_buffer=32768)
    client = TlsClient(wire, make_context(), "localhost")
    wire.send(client.hello())
    client.handshake()
    client.flush()
    wire.send(client.records(b"gemini://localhost:%d%s\r\n" % (
        server.gemini[1], name.encode())))
    return client, client.read(16384)


def url(server, path="/"):
    return "gemini://localhost:%d%s" % (server.gemini[1], path)


def refuses(address):
    try:
        socket.create_connection(address, 1).close()
        return False
    except OSError:
        return True


class Lifecycle(unittest.TestCase):
    apart = True
    patience = 5

    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.root = capsule.make_page(self.scratch.path, large__txt=BIG * BIG_LINES)

    def start(self, *options, **how):
        server = Server(self.root, *options, **how)
        self.addCleanup(server.kill)
        server.start()
        return server

    def test_says_where_it_listens_before_it_is_ready(self):
        server = self.start(sockets=("--gemini", "127.0.0.1:0", "--gemini", "127.0.0.1:0",
                                     "--gopher", "127.0.0.1:0"))
        lines = [line for line in server.lines if "listening" in line or "ready" in line]
        self.assertEqual(lines[-1], "lozenged: ready")
        self.assertEqual(len(server.ports["gemini"]), 2)
        self.assertEqual(len(server.ports["gopher"]), 1)
        for port in server.ports["gemini"]:
            answer = gemini_get(("127.0.0.1", port), "gemini://localhost:%d/" % port)
            self.assertEqual(answer.status, "20")
        server.stop()

    def test_listens_on_every_address(self):
        server = self.start(sockets=("--gemini", ":0", "--gopher", "off"))
        self.assertEqual(gemini_get(server.gemini, url(server)).status, "20")
        if any("[::]" in line for line in server.lines):
            six = ("::1", server.ports["gemini"][0])
            self.assertEqual(len(set(server.ports["gemini"])), 1)
            self.assertEqual(gemini_get(six, url(server)).status, "20")
        self.assertEqual(server.ports["gopher"], [])
        server.stop()

    def test_term_while_idle_ends_at_once(self):
        server = self.start()
        started = time.monotonic()
        server.stop()
        self.assertLess(time.monotonic() - started, PROMPT_S)
        self.assertTrue(refuses(server.gemini))

    def test_int_ends_as_term_does(self):
        server = self.start()
        server.signal(signal.SIGINT)
        self.assertEqual(server.wait(), 0)

    def test_term_finishes_what_is_in_flight(self):
        server = self.start()
        client, first = slow_download(server)
        server.signal(signal.SIGTERM)
        self.assertTrue(until(lambda: refuses(server.gemini), PROMPT_S))
        answer = client.finish([first])
        client.wire.close()
        self.assertEqual(answer.ending, "close_notify")
        self.assertEqual(len(answer.body), len(BIG) * BIG_LINES)
        self.assertEqual(server.wait(), 0)

    def test_term_waits_no_longer_than_its_deadline(self):
        server = self.start()
        client, _ = slow_download(server)
        started = time.monotonic()
        server.signal(signal.SIGTERM)
        self.assertEqual(server.wait(15), 0)
        self.assertLess(time.monotonic() - started, 13)
        client.wire.close()

    def test_a_killed_worker_is_replaced(self):
        server = self.start(workers=2)
        for child in server.children():
            os.kill(child, signal.SIGKILL)
            self.assertTrue(until(lambda gone=child: gone not in server.children()
                                  and len(server.children()) == 3, PROMPT_S),
                            server.children())
            answer = gemini_get(server.gemini, url(server), seconds=PROMPT_S)
            self.assertEqual(answer.status, "20")
        server.stop()

    def test_children_end_with_their_supervisor(self):
        server = self.start()
        children = server.children()
        self.assertEqual(len(children), 2)
        os.kill(server.process.pid, signal.SIGKILL)
        server.wait()
        self.assertTrue(until(lambda: not any(
            os.path.exists("/proc/%d" % child) for child in children), PROMPT_S))

    def test_hup_loses_no_request(self):
        server = self.start()
        before = server.children()
        client, first = slow_download(server)
        failures, stop = [], threading.Event()

        def ask():
            while not stop.is_set():
                try:
                    answers = (gemini_get(server.gemini, url(server)),
                               plain_get(server.gopher, b"\r\n"))
                except OSError as error:
                    failures.append(error)
                    return
                failures.extend(
                    answer for answer in answers
                    if answer.ending not in ("close_notify", "fin") or not answer.data)

        asker = threading.Thread(target=ask)
        asker.start()
        server.signal(signal.SIGHUP)
        replaced = until(lambda: not set(before) & set(server.children()[-2:]), 10)
        stop.set()
        asker.join(60)
        answer = client.finish([first])
        client.wire.close()
        self.assertTrue(replaced, "no new processes after HUP")
        self.assertEqual(failures, [])
        self.assertEqual(len(answer.body), len(BIG) * BIG_LINES)
        self.assertTrue(until(lambda: len(server.children()) == 2, 15), server.children())
        server.stop()

    def test_a_service_manager_hears_how_it_is(self):
        manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(manager.close)
        manager.bind(self.scratch.join("notify"))
        manager.settimeout(PROMPT_S)
        os.chmod(self.scratch.join("notify"), 0o666)
        server = self.start(wrapper=("env", "NOTIFY_SOCKET=" + self.scratch.join("notify"),
                                     "WATCHDOG_USEC=400000"))

        def heard(wanted):
            """What comes up to that state; the watchdog's beats apart."""
            states = []
            while wanted not in states:
                text = manager.recv(4096).decode()
                if text != "WATCHDOG=1" or wanted == text:
                    states += text.splitlines()
            return states

        self.assertEqual(heard("READY=1"), ["READY=1"])
        for _ in range(3):
            heard("WATCHDOG=1")
        server.signal(signal.SIGHUP)
        self.assertEqual(heard("RELOADING=1")[0], "RELOADING=1")
        self.assertIn("READY=1", heard("READY=1"))
        server.signal(signal.SIGTERM)
        self.assertEqual(heard("STOPPING=1"), ["STOPPING=1"])
        self.assertEqual(server.wait(), 0)

    def test_rests_without_waking_up(self):
        server = self.start()
        gemini_get(server.gemini, url(server))
        self.assertTrue(server.is_idle())

        def switches():
            total = 0
            for pid in [server.process.pid, *server.children()]:
                with open("/proc/%d/status" % pid) as stream:
                    total += sum(int(line.split()[1]) for line in stream
                                 if line.startswith("voluntary_ctxt"))
            return total

        time.sleep(3)  # the close deadline of the request above
        first = switches()
        time.sleep(3)
        self.assertLessEqual(switches() - first, 2)
        server.stop()
