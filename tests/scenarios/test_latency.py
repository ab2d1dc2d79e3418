"""Answers that come at once, and not when some timer of the kernel says so."""

import socket
import ssl
import time
import unittest

import capsule
from server import Scratch, Server
from tls_client import make_context

# The kernel puts an acknowledgement off for 40 ms.  The fastest of several
# requests counts, for the machine may be busy.
REQUESTS = 10
FAST_S = 0.030


class Latency(unittest.TestCase):
    patience = 3

    def fastest(self, address, ask):
        """Seconds of the fastest; the client leaves Nagle's algorithm on."""
        times = []
        for _ in range(REQUESTS):
            started = time.monotonic()
            with socket.create_connection(address, 10) as one:
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 0)
                ask(one)
            times.append(time.monotonic() - started)
        return min(times)

    def check(self, protocol, ask):
        with Scratch() as scratch, Server(capsule.make_page(scratch.path)) as server:
            address = getattr(server, protocol)
            self.assertLess(self.fastest(address, lambda one: ask(one, address[1])), FAST_S)

    def ask_gemini(self, version):
        def ask(one, port):
            context = make_context(version)
            with context.wrap_socket(one, server_hostname="localhost") as tls:
                tls.sendall(b"gemini://localhost:%d/\r\n" % port)
                self.assertTrue(tls.recv(100).startswith(b"20 "))
        return ask

    def test_gemini_over_tls_1_3(self):
        self.check("gemini", self.ask_gemini(ssl.TLSVersion.TLSv1_3))

    def test_gemini_over_tls_1_2(self):
        self.check("gemini", self.ask_gemini(ssl.TLSVersion.TLSv1_2))

    def test_gemini_request_in_pieces(self):
        def ask(one, port):
            with make_context().wrap_socket(one, server_hostname="localhost") as tls:
                tls.sendall(b"gemini://localhost:%d/" % port)
                tls.sendall(b"\r\n")
                self.assertTrue(tls.recv(100).startswith(b"20 "))
        self.check("gemini", ask)

    def test_gopher_request_in_pieces(self):
        def ask(one, _):
            one.sendall(b"/about")
            one.sendall(b".gmi")
            one.sendall(b"\r\n")
            self.assertTrue(one.recv(100))
        self.check("gopher", ask)
