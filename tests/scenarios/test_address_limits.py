"""How much one address may take, whichever worker it reaches."""

import os
import signal
import socket
import time
import unittest

import capsule
from server import PROMPT_S, Scratch, Server, until
from test_lifecycle import url
from tls_client import gemini_get, plain_get

LIMITED = "limit-loopback = yes\n"


class AddressLimits(unittest.TestCase):
    apart = True
    patience = 3

    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.root = capsule.make_page(self.scratch.path)

    def start(self, options, workers=1):
        server = Server(None, workers=workers, configuration=(
            'gemini = "127.0.0.1:0"\ngopher = "127.0.0.1:0"\n' + options + 'capsule "localhost" { root = "%s" }\n' % self.root))
        self.addCleanup(server.kill)
        server.start()
        return server

    def connect(self, address, count, source="127.0.0.1"):
        """Clients that begin a request and leave it at that."""
        sockets = []
        for _ in range(count):
            one = socket.create_connection(address, 5, (source, 0))
            self.addCleanup(one.close)
            try:
                one.sendall(b"/about")
            except OSError:
                pass
            sockets.append(one)
        return sockets

    def held(self, sockets):
        """Those that the server has not closed."""
        held = []
        for one in sockets:
            one.setblocking(False)
            try:
                if one.recv(100):
                    held.append(one)
            except BlockingIOError:
                held.append(one)
            except OSError:
                pass
        return held

    def check_held(self, sockets, count):
        until(lambda: len(self.held(sockets)) <= count, PROMPT_S)
        time.sleep(0.1)
        self.assertEqual(len(self.held(sockets)), count)

    def test_loopback_is_exempt(self):
        server = self.start("connections-per-address = 2\nrate = 1\n")
        sockets = self.connect(server.gopher, 60)
        self.assertIn(b"Test capsule", plain_get(server.gopher, b"\r\n").data)
        self.assertEqual(gemini_get(server.gemini, url(server)).status, "20")
        self.check_held(sockets, 60)
        server.kill()

    def test_all_workers_count_together(self):
        server = self.start(LIMITED + "connections-per-address = 6\n", workers=3)
        self.check_held(self.connect(server.gopher, 40), 6)
        server.kill()

    def test_default(self):
        server = self.start(LIMITED, workers=2)
        self.check_held(self.connect(server.gopher, 50), 32)
        server.kill()

    def test_both_protocols_count_together(self):
        server = self.start(LIMITED + "connections-per-address = 4\n")
        self.check_held(self.connect(server.gopher, 4), 4)
        self.assertEqual(gemini_get(server.gemini, url(server)).data, b"")
        server.kill()

    def test_others_are_not_shut_out(self):
        server = self.start(LIMITED + "connections-per-address = 4\nrate = 4\n", workers=2)
        self.check_held(self.connect(server.gopher, 40), 4)
        self.check_held(self.connect(server.gopher, 4, "127.0.0.2"), 4)
        server.kill()

    def test_the_end_makes_room(self):
        server = self.start(LIMITED + "connections-per-address = 4\n", workers=2)
        for _ in range(5):
            sockets = self.connect(server.gopher, 4)
            self.check_held(sockets, 4)
            for one in sockets:
                one.close()
            self.assertTrue(server.is_idle())
        for _ in range(50):
            self.assertIn(b"Test capsule", plain_get(server.gopher, b"\r\n").data)
        server.stop()

    def test_counts_die_with_their_worker(self):
        server = self.start(LIMITED + "connections-per-address = 4\n", workers=2)
        self.check_held(self.connect(server.gopher, 20), 4)
        time.sleep(0.6)  # so that they are started again at once
        for child in server.children():
            os.kill(child, signal.SIGKILL)
        self.assertTrue(until(lambda: len(server.children()) == 3, PROMPT_S))
        self.check_held(self.connect(server.gopher, 20), 4)
        server.kill()

    def test_rate_over_gemini(self):
        server = self.start(LIMITED + "rate = 2\n", workers=2)
        answers = [gemini_get(server.gemini, url(server)) for _ in range(8)]
        self.assertEqual([answer.status for answer in answers[:4]],
                         ["20", "20", "44", "44"])
        self.assertRegex(answers[2].header, rb"^44 [1-9][0-9]?$")
        self.assertEqual(answers[2].ending, "close_notify")
        self.assertEqual([answer.data for answer in answers[4:]], [b""] * 4)
        self.assertEqual({answer.alert for answer in answers[4:]}, {""})
        server.stop()

    def test_rate_over_gopher(self):
        server = self.start(LIMITED + "rate = 2\n", workers=2)
        answers = [plain_get(server.gopher, b"\r\n").data for _ in range(8)]
        self.assertIn(b"Test capsule", answers[1])
        for answer in answers[2:4]:
            self.assertRegex(answer, rb"^3[^\t]+\t[^\t]*\t[^\t]*\t[0-9]+\r\n\.\r\n$")
        self.assertEqual(answers[4:], [b""] * 4)
        server.stop()

    def test_rate_recovers(self):
        server = self.start(LIMITED + "rate = 60\n")
        answers = [plain_get(server.gopher, b"\r\n").data for _ in range(63)]
        self.assertRegex(answers[-1], rb"^3")
        time.sleep(5)
        self.assertIn(b"Test capsule", plain_get(server.gopher, b"\r\n").data)
        server.stop()
