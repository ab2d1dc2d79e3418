"""Deadlines and limits as a configuration file sets them, and its re-reading."""

import select
import signal
import socket
import time
import unittest

import capsule
from server import PROMPT_S, Scratch, Server, until
from test_lifecycle import BIG, slow_download, url
from tls_client import TlsClient, Wire, gemini_get, make_context, plain_get

# A machine under load may be late; the defaults, of 10 s and more, are later.
LATE_S = 6.0

SOCKETS = """\
gemini = "127.0.0.1:0"
gopher = "127.0.0.1:0"
workers = 1
"""


def let_go(clients):
    """Those of the clients whose connection the server has ended."""
    return select.select(clients, [], [], 0)[0]


class Configured(unittest.TestCase):
    apart = True
    patience = 6

    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.root = capsule.make_page(self.scratch.path, large__txt=BIG * 30000)
        self.capsule = 'capsule "localhost" { root = "%s" }\n' % self.root

    def start(self, options):
        server = Server(None, configuration=SOCKETS + options + self.capsule)
        self.addCleanup(server.kill)
        server.start()
        return server

    def seconds_until_let_go(self, server, act):
        """Connect, do something, and see how long the server stays."""
        started = time.monotonic()
        act()
        self.assertTrue(until(server.connections, PROMPT_S), "never accepted")
        self.assertTrue(server.is_idle(20), server.connections())
        return time.monotonic() - started

    def connect(self, address, first_bytes=b""):
        one = socket.create_connection(address, 5)
        self.addCleanup(one.close)
        if first_bytes:
            one.sendall(first_bytes)
        return one

    def seconds_until_closed(self, connect):
        """The same for a client that reads: it sees the end itself."""
        started = time.monotonic()
        client = connect()
        client.settimeout(20)
        try:
            while client.recv(65536):
                pass
        except ConnectionResetError:
            pass
        return time.monotonic() - started

    def handshake(self, server):
        wire = Wire(server.gemini, 20)
        self.addCleanup(wire.close)
        client = TlsClient(wire, make_context(), "localhost")
        wire.send(client.hello())
        self.assertTrue(client.handshake())
        client.flush()
        return wire.socket

    def check_span(self, seconds, expected):
        self.assertGreater(seconds, expected - 0.3)
        self.assertLess(seconds, expected + LATE_S)

    def test_handshake_timeout(self):
        server = self.start("handshake-timeout = 1s\nrequest-timeout = 15s\n")
        self.check_span(self.seconds_until_closed(
            lambda: self.connect(server.gemini, b"\x16\x03\x01")), 1)
        server.stop()

    def test_request_timeout_of_gemini(self):
        server = self.start("request-timeout = 1s\nhandshake-timeout = 15s\n"
                            "close-timeout = 100ms\n")
        self.check_span(self.seconds_until_closed(
            lambda: self.handshake(server)), 1)
        server.stop()

    def test_request_timeout_of_gopher(self):
        server = self.start("request-timeout = 1s\nclose-timeout = 100ms\n")
        self.check_span(self.seconds_until_closed(
            lambda: self.connect(server.gopher, b"/about")), 1)
        server.stop()

    def test_progress_window(self):
        server = self.start("progress-window = 2s\n")

        def download():
            client, _ = slow_download(server)
            self.addCleanup(client.wire.close)

        self.check_span(self.seconds_until_let_go(server, download), 2)
        server.stop()

    def test_drain_timeout(self):
        server = self.start("drain-timeout = 1s\n")
        client, _ = slow_download(server)
        self.addCleanup(client.wire.close)
        started = time.monotonic()
        server.signal(signal.SIGTERM)
        self.assertEqual(server.wait(), 0)
        self.check_span(time.monotonic() - started, 1)

    def test_connections_of_one_address(self):
        server = self.start("connections-per-address = 5\nlimit-loopback = yes\n")
        clients = [self.connect(server.gopher, b"/about") for _ in range(20)]
        until(lambda: len(let_go(clients)) == 15, PROMPT_S)
        self.assertEqual(len(let_go(clients)), 15)
        server.kill()

    def test_requests_of_one_address(self):
        server = self.start("rate = 3\nlimit-loopback = yes\n")
        statuses = [gemini_get(server.gemini, url(server)).status for _ in range(8)]
        self.assertEqual(statuses[:3], ["20"] * 3)
        self.assertIn("44", statuses)
        server.stop()

    def test_hup_reads_the_file_again(self):
        server = self.start("")
        self.assertEqual(gemini_get(server.gemini, url(server, "/old.gmi")).status, "51")
        server.configure(SOCKETS + self.capsule.replace(
            "}", 'gone = { "/old.gmi" } }'))
        server.signal(signal.SIGHUP)
        self.assertTrue(until(lambda: gemini_get(
            server.gemini, url(server, "/old.gmi")).status == "52", 10))
        server.stop()

    def test_the_last_of_many_hups_counts(self):
        server = self.start("")
        for number in range(10):
            server.configure(SOCKETS + self.capsule.replace(
                "}", 'gone = { "/old%d.gmi" } }' % number))
            server.signal(signal.SIGHUP)
        self.assertTrue(until(lambda: gemini_get(
            server.gemini, url(server, "/old9.gmi")).status == "52", 20))
        self.assertEqual(gemini_get(server.gemini, url(server, "/old0.gmi")).status, "51")
        self.assertTrue(until(lambda: len(server.children()) == 2, 20), server.children())
        server.stop()

    def test_hup_keeps_what_works_when_a_root_is_gone(self):
        server = self.start("")
        started = len(server.lines)
        server.configure(SOCKETS + self.capsule.replace(self.root, self.root + "/missing"))
        server.signal(signal.SIGHUP)
        server.wait_for_line("missing", 5, started)
        server.wait_for_line("the old one stays", 40, started)
        self.assertEqual(gemini_get(server.gemini, url(server)).status, "20")
        self.assertTrue(until(lambda: len(server.children()) == 2, 10), server.children())
        server.stop()

    def test_hup_keeps_what_works_when_the_file_is_wrong(self):
        server = self.start("")
        children = server.children()
        started = len(server.lines)
        server.configure(SOCKETS + "wrokers = 3\n" + self.capsule)
        server.signal(signal.SIGHUP)
        server.wait_for_line("wrokers", 5, started)
        self.assertEqual(gemini_get(server.gemini, url(server)).status, "20")
        self.assertEqual(server.children(), children)
        server.stop()

    def test_menus_name_the_place_outside(self):
        server = self.start('gopher-host = "menus.example"\ngopher-port = 70\n')
        menu = plain_get(server.gopher, b"\r\n").data
        self.assertIn(b"\t/about.gmi\tmenus.example\t70\r\n", menu)
        server.stop()
