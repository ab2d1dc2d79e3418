"""Many clients at once, few descriptors, and clients that misbehave in number."""

import socket
import time
import unittest

import capsule
from server import PROMPT_S, SANITIZED, Scratch, Server, until
from test_lifecycle import url
from tls_client import TlsClient, Wire, gemini_get, make_context, plain_get

# The first record of a TLS hello, as long as can be, without its last bytes.
LONG_HELLO = b"\x16\x03\x01\x40\x00\x01\x00\x3f\xfc" + bytes(16000)


class Limits(unittest.TestCase):
    apart = True
    patience = 8

    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.root = capsule.make_page(self.scratch.path)

    def start(self, *options, **how):
        server = Server(self.root, *options, **how)
        self.addCleanup(server.kill)
        server.start()
        return server

    def open_silent(self, address, count, first_bytes=b""):
        sockets = []
        for _ in range(count):
            one = socket.create_connection(address, 5)
            self.addCleanup(one.close)
            if first_bytes:
                one.send(first_bytes)
            sockets.append(one)
        return sockets

    def check_serves(self, server):
        answer = gemini_get(server.gemini, url(server), seconds=2 * PROMPT_S)
        self.assertEqual(answer.status, "20")
        self.assertLess(answer.seconds, PROMPT_S)
        self.assertIn(b"Test capsule", plain_get(server.gopher, b"\r\n").data)

    def test_silent_clients_keep_nobody_waiting(self):
        server = self.start()
        self.open_silent(server.gemini, 150, b"\x16\x03\x01")
        self.open_silent(server.gopher, 150, b"/about")
        self.check_serves(server)
        server.kill()

    def test_silent_clients_are_all_let_go(self):
        server = self.start()
        self.open_silent(server.gemini, 60, b"\x16\x03\x01")
        self.open_silent(server.gopher, 60, b"/about")
        self.assertTrue(until(lambda: len(server.connections()) >= 120, PROMPT_S))
        self.assertTrue(server.is_idle(10 + PROMPT_S), len(server.connections()))
        self.check_serves(server)
        server.stop()

    def test_survives_without_descriptors(self):
        server = self.start(wrapper=("prlimit", "--nofile=48:48"))
        children = server.children()
        held = self.open_silent(server.gopher, 100, b"/about")
        started = len(server.lines)
        time.sleep(2)
        self.assertLess(len(server.lines) - started, 5, "the log is flooded")
        for one in held:
            one.close()
        self.assertTrue(until(lambda: len(server.connections()) == 0, 10))
        self.check_serves(server)
        self.assertEqual(server.children(), children)
        server.stop()

    def test_resets_leave_nothing_behind(self):
        server = self.start()
        self.check_serves(server)
        self.assertTrue(server.is_idle())
        descriptors, children = server.descriptors(), server.children()
        for first_bytes in (b"", b"\x16", b"\x16\x03\x01\x02\x00\x01", b"/about.txt\r\n"):
            for address in (server.gemini, server.gopher):
                for one in self.open_silent(address, 25, first_bytes):
                    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                    one.close()
        self.assertTrue(server.is_idle())
        self.check_serves(server)
        self.assertTrue(server.is_idle())
        if descriptors is not None:
            self.assertTrue(until(lambda: server.descriptors() <= descriptors, PROMPT_S))
        self.assertEqual(server.children(), children)
        server.stop()

    def ask_and_not_read(self, server, path):
        wire = Wire(server.gemini, 2 * PROMPT_S, receive_buffer=4096)
        self.addCleanup(wire.close)
        client = TlsClient(wire, make_context(), "localhost")
        wire.send(client.hello())
        self.assertTrue(client.handshake())
        client.flush()
        wire.send(client.records(url(server, path).encode() + b"\r\n"))
        return wire

    @unittest.skipIf(SANITIZED, "freed memory stays in quarantine")
    def test_clients_that_do_not_read_take_little_memory(self):
        with open(self.scratch.join("root", "big.bin"), "wb") as stream:
            stream.truncate(capsule.BIG_BYTES)
        server = self.start()
        self.check_serves(server)
        before = server.memory_kib()
        held = [self.ask_and_not_read(server, "/big.bin") for _ in range(100)]
        self.check_serves(server)
        self.assertLess(server.memory_kib() - before, 64 * len(held))
        server.kill()

    @unittest.skipIf(SANITIZED, "freed memory stays in quarantine")
    def test_a_crowd_gives_its_memory_back(self):
        server = self.start()
        self.check_serves(server)
        before = server.memory_kib()
        held = self.open_silent(server.gemini, 450, LONG_HELLO)
        self.assertTrue(until(lambda: server.memory_kib() - before > 5000, PROMPT_S))
        for one in held:
            one.close()
        self.assertTrue(server.is_idle(10 + PROMPT_S))
        self.check_serves(server)
        self.assertTrue(until(lambda: server.memory_kib() - before < 5000, PROMPT_S),
                        server.memory_kib() - before)
        server.stop()

    @unittest.skipIf(SANITIZED, "freed memory stays in quarantine")
    def test_memory_stays_where_it_was(self):
        server = self.start()
        for _ in range(30):
            self.check_serves(server)
        before = server.memory_kib()
        for _ in range(100):
            gemini_get(server.gemini, b"gemini://localhost/" + b"a" * 100000)
            plain_get(server.gopher, b"a" * 100000)
        self.check_serves(server)
        self.assertLess(server.memory_kib() - before, 2048)
        server.stop()
