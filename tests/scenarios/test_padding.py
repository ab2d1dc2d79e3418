"""What an onlooker sees of a page's size: the bytes on the wire."""

import pathlib
import ssl
import unittest

from server import Scratch, Server
from tls_client import TlsClient, Wire, make_context

SOCKETS = """\
gemini = "127.0.0.1:0"
gopher = off
workers = 1
"""
BLOCK = 4096
SIZES = (10, 1000, 3900, 4200, 8000, 9000, 60000)


class CountingWire(Wire):
    """A connection that knows how many bytes have come."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.received = 0

    def receive(self, size=65536):
        data = super().receive(size)
        self.received += len(data)
        return data


def bytes_on_the_wire(server, page, version):
    """Bytes of the reply to a request for a page, the handshake not counted."""
    wire = CountingWire(server.gemini, 10)
    try:
        client = TlsClient(wire, make_context(version), "localhost")
        wire.send(client.hello())
        assert client.handshake()
        client.flush()
        before = wire.received
        request = "gemini://localhost:%d/%s\r\n" % (server.gemini[1], page)
        wire.send(client.records(request.encode()))
        answer = client.finish()
        assert answer.status == "20" and answer.ending == "close_notify", answer
        return wire.received - before
    finally:
        wire.close()


class Padding(unittest.TestCase):
    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.root = pathlib.Path(self.scratch.join("root"))
        self.root.mkdir()
        for size in SIZES:
            page = self.root / ("%d.gmi" % size)
            page.write_bytes(b"a" * size)
            page.chmod(0o644)

    def measure(self, configuration, version):
        capsule = 'capsule "localhost" { root = "%s" }\n' % self.root
        with Server(None, configuration=SOCKETS + configuration + capsule) as server:
            return {size: bytes_on_the_wire(server, "%d.gmi" % size, version)
                    for size in SIZES}

    def test_pages_of_one_record_look_the_same(self):
        seen = self.measure("", ssl.TLSVersion.TLSv1_3)
        print("bytes on the wire by page size:", seen)
        self.assertEqual(len({seen[size] for size in SIZES[:-1]}), 1)
        self.assertGreater(seen[SIZES[-1]], SIZES[-1])

    def test_pages_of_one_block_look_the_same(self):
        seen = self.measure("padding = %d\n" % BLOCK, ssl.TLSVersion.TLSv1_3)
        print("bytes on the wire by page size:", seen)
        self.assertEqual(seen[10], seen[1000])
        self.assertEqual(seen[10], seen[3900])
        self.assertEqual(seen[4200], seen[8000])
        self.assertGreaterEqual(seen[10], BLOCK)
        self.assertGreaterEqual(seen[4200] - seen[10], BLOCK)
        self.assertLess(seen[60000], 60000 + 2 * BLOCK)

    def test_without_padding_they_differ(self):
        seen = self.measure("padding = 0\n", ssl.TLSVersion.TLSv1_3)
        self.assertEqual(len(set(seen.values())), len(SIZES), seen)

    def test_tls12_has_no_padding(self):
        seen = self.measure("", ssl.TLSVersion.TLSv1_2)
        self.assertEqual(len(set(seen.values())), len(SIZES), seen)
