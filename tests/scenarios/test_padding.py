"""What an onlooker sees of an answer's size: the bytes on the wire."""

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
RECORD = 16383  # of an answer's bytes, in a record that is full
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


def bytes_on_the_wire(server, page, version, status="20", host="localhost"):
    """Bytes of the reply to a request for a page, the handshake not counted."""
    wire = CountingWire(server.gemini, 10)
    try:
        client = TlsClient(wire, make_context(version), "localhost")
        wire.send(client.hello())
        assert client.handshake()
        client.flush()
        before = wire.received
        request = "gemini://%s:%d/%s\r\n" % (host, server.gemini[1], page)
        wire.send(client.records(request.encode()))
        answer = client.finish()
        assert answer.status == status and answer.ending == "close_notify", answer
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
        for name in ("dir", "private", "listed"):
            (self.root / name).mkdir()
            (self.root / name).chmod(0o755)
        (self.root / "dir/index.gmi").write_bytes(b"# Directory\n")
        (self.root / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(3000))
        (self.root / ("n" * 200)).mkdir()
        (self.root / ("n" * 200) / "index.gmi").write_bytes(b"# Long\n")

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

    def test_answers_look_like_pages(self):
        """Nothing shows whether it was a page, an error or a redirect."""
        asked = [
            ("10.gmi", "20"), ("dir/", "20"), ("listed/", "20"),
            ("picture.png", "20"),
            ("nope", "51"), ("nope" * 200, "51"), ("taken", "52"),
            ("old", "30"), ("older", "31"), ("dir", "31"), ("n" * 200, "31"),
            ("private/", "60"), ("private/x", "60"), ("%00", "59"), ("a b", "59"),
        ]
        configuration = SOCKETS + """
            capsule "localhost" {
                root = "%s"  listing = yes
                redirect "/old" { to = "/10.gmi" }
                redirect "/older" { to = "/%s"  permanent = yes }
                gone = { "/taken" }
                private "/private/" { }
            }""" % (self.root, "x" * 300)
        with Server(None, configuration=configuration) as server:
            seen = {(name[:12], status): bytes_on_the_wire(
                        server, name, ssl.TLSVersion.TLSv1_3, status)
                    for name, status in asked}
            seen["other host", "53"] = bytes_on_the_wire(
                server, "", ssl.TLSVersion.TLSv1_3, "53", host="other.example")
        print("bytes on the wire by answer:", seen)
        self.assertEqual(len(set(seen.values())), 1, seen)
        self.assertGreater(min(seen.values()), 16384)

    def test_every_record_is_as_long(self):
        """Also at the very size of a record, and just beyond."""
        full = RECORD - len("20 text/gemini; charset=utf-8\r\n")
        sizes = (10, full - 1, full, full + 1, full + RECORD, full + RECORD + 1)
        for size in sizes:
            (self.root / ("%d.gmi" % size)).write_bytes(b"a" * size)
            (self.root / ("%d.gmi" % size)).chmod(0o644)
        capsule = 'capsule "localhost" { root = "%s" }\n' % self.root
        with Server(None, configuration=SOCKETS + capsule) as server:
            seen = [bytes_on_the_wire(server, "%d.gmi" % size, ssl.TLSVersion.TLSv1_3)
                    for size in sizes]
        one = seen[0]
        record = seen[3] - one
        self.assertGreater(record, RECORD)
        self.assertEqual(seen, [one, one, one, one + record, one + record,
                                one + 2 * record])

    def test_pages_of_one_block_look_the_same(self):
        seen = self.measure("padding = %d\n" % BLOCK, ssl.TLSVersion.TLSv1_3)
        print("bytes on the wire by page size:", seen)
        self.assertEqual(seen[10], seen[1000])
        self.assertEqual(seen[10], seen[3900])
        self.assertEqual(seen[4200], seen[8000])
        self.assertGreaterEqual(seen[10], BLOCK)
        self.assertGreaterEqual(seen[4200] - seen[10], BLOCK)
        self.assertLess(seen[60000], 60000 + BLOCK + 1024)

    def test_without_padding_they_differ(self):
        seen = self.measure("padding = 0\n", ssl.TLSVersion.TLSv1_3)
        self.assertEqual(len(set(seen.values())), len(SIZES), seen)

    def test_tls12_has_no_padding(self):
        seen = self.measure("", ssl.TLSVersion.TLSv1_2)
        self.assertEqual(len(set(seen.values())), len(SIZES), seen)
