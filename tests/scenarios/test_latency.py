"""Answers that come at once, and not when some timer of the kernel says so."""

import socket
import ssl
import time
import unittest

import capsule
from server import Scratch, Server, until
from tls_client import make_context

# The kernel puts an acknowledgement off for 40 ms, and a client with Nagle's
# algorithm waits for it.  Such a client must be as fast as one without, give or
# take less than that.  The machine may be busy: the fastest of several requests
# counts, and there are more of them until it is so or the time is up.
REQUESTS = 10
DELAY_S = 0.030
PATIENCE_S = 20.0


class Latency(unittest.TestCase):
    patience = 3

    def seconds(self, address, ask, nodelay):
        started = time.monotonic()
        with socket.create_connection(address, 10) as one:
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, nodelay)
            ask(one, address[1])
        return time.monotonic() - started

    def check(self, protocol, ask):
        with Scratch() as scratch, Server(capsule.make_page(scratch.path)) as server:
            address = getattr(server, protocol)
            fastest = [PATIENCE_S, PATIENCE_S]  # with Nagle's algorithm, without

            def is_prompt():
                for _ in range(REQUESTS):
                    for nodelay in (0, 1):
                        fastest[nodelay] = min(
                            fastest[nodelay], self.seconds(address, ask, nodelay))
                return fastest[0] - fastest[1] < DELAY_S

            self.assertTrue(until(is_prompt, PATIENCE_S), fastest)

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
