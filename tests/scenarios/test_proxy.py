"""Behind a proxy that says, in a PROXY header, who the client is."""

import socket
import time
import unittest

import capsule
from server import PROMPT_S, Scratch, Server, until
from tls_client import Wire, plain_finish

V2 = b"\r\n\r\n\0\r\nQUIT\n"


def version_1(address, port=70):
    return b"PROXY TCP4 %s 192.0.2.2 50000 %d\r\n" % (address.encode(), port)


def version_2(address, port=70):
    return (V2 + b"\x21\x11\0\x0c" + socket.inet_aton(address) + socket.inet_aton("192.0.2.2")
            + (50000).to_bytes(2, "big") + port.to_bytes(2, "big"))


class Proxy(unittest.TestCase):
    apart = True
    patience = 2

    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.root = capsule.make_page(self.scratch.path)

    def start(self, options="", sources="127.0.0.1"):
        server = Server(None, configuration=(
            'gemini = "127.0.0.1:0"\n'
            'listener "127.0.0.1:0" { protocol = gopher  proxy = yes }\n'
            'proxy-from = { "%s" }\n' % sources + options
            + 'capsule "localhost" { root = "%s" }\n' % self.root))
        self.addCleanup(server.kill)
        server.start()
        return server

    def ask(self, server, *pieces):
        wire = Wire(server.gopher, 15)
        self.addCleanup(wire.close)
        for piece in pieces:
            if not wire.send(piece) or wire.readable(0.05):
                break
        answer = plain_finish(wire, 0)
        wire.close()
        return answer.data

    def test_request_after_the_header(self):
        server = self.start()
        for header in (version_1("192.0.2.1"), version_2("192.0.2.1"),
                       b"PROXY UNKNOWN\r\n", V2 + b"\x20\0\0\0"):
            for pieces in ([header + b"\r\n"], [header, b"\r\n"],
                           [header[:5], header[5:], b"\r", b"\n"],
                           [bytes([byte]) for byte in header[:-1]] + [header[-1:] + b"\r\n"]):
                self.assertIn(b"Test capsule", self.ask(server, *pieces), pieces)
        server.stop()

    def test_no_header(self):
        server = self.start("request-timeout = 1s\n")
        for request in (b"\r\n", b"/index.gmi\r\n", b"GET / HTTP/1.0\r\n\r\n", b"\0"):
            self.assertEqual(self.ask(server, request), b"")
        server.stop()

    def test_source_that_is_not_listed(self):
        server = self.start(sources="192.0.2.0/24")
        started = time.monotonic()
        self.assertEqual(self.ask(server, version_1("192.0.2.1"), b"\r\n"), b"")
        self.assertLess(time.monotonic() - started, PROMPT_S)
        server.stop()

    def test_half_a_header_is_not_waited_for_long(self):
        server = self.start("request-timeout = 1s\nhandshake-timeout = 1s\n")
        started = time.monotonic()
        self.assertEqual(self.ask(server, b"PROXY TCP4 "), b"")
        self.assertEqual(self.ask(server, version_1("192.0.2.1")), b"")
        self.assertLess(time.monotonic() - started, 2 + PROMPT_S)
        self.assertTrue(server.is_idle())
        server.stop()

    def test_menus_name_the_port_of_the_proxy(self):
        server = self.start()
        for header in (version_1("192.0.2.1", 70), version_2("192.0.2.1", 70)):
            self.assertIn(b"\t/about.gmi\tlocalhost\t70\r\n", self.ask(server, header + b"\r\n"))
        server.stop()

    def test_limits_are_the_clients(self):
        server = self.start("rate = 2\nconnections-per-address = 3\n")
        for _ in range(2):
            for address in ("192.0.2.1", "192.0.2.3", "192.0.2.4"):
                self.assertIn(b"Test capsule", self.ask(server, version_2(address) + b"\r\n"))
        self.assertRegex(self.ask(server, version_1("192.0.2.1") + b"\r\n"), rb"^3")
        self.assertIn(b"Test capsule", self.ask(server, version_1("192.0.2.5") + b"\r\n"))
        self.assertIn(b"Test capsule", self.ask(server, b"PROXY UNKNOWN\r\n\r\n"))
        server.stop()

    def check_logged(self, how, expected):
        server = self.start("log = requests\nlog-address = %s\n" % how)
        started = len(server.lines)
        self.ask(server, version_1("192.0.2.77") + b"\r\n")
        line = server.wait_for_line("request gopher 1", PROMPT_S, started)
        self.assertRegex(line, r"^lozenged: request gopher 1 / [0-9]+%s$" % expected)
        server.stop()

    def test_log_address(self):
        for how, expected in (("none", ""), ("prefix", " from 192.0.2.0/24"),
                              ("full", " from 192.0.2.77")):
            with self.subTest(how):
                self.check_logged(how, expected)

    def test_too_many_connections_of_one_client(self):
        server = self.start("connections-per-address = 3\n")
        for _ in range(10):
            one = socket.create_connection(server.gopher, 5)
            self.addCleanup(one.close)
            one.sendall(version_1("192.0.2.1") + b"/about")
        self.assertTrue(until(lambda: len(server.connections()) == 3, PROMPT_S),
                        len(server.connections()))
        self.assertIn(b"Test capsule", self.ask(server, version_1("192.0.2.5") + b"\r\n"))
        server.kill()
