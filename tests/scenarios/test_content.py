"""What is served, when files change under the server's hands."""

import os
import ssl
import subprocess
import unittest

import capsule
from server import LOZENGE, TOP, Scratch, Server, until
from test_lifecycle import BIG, slow_download, url
from tls_client import TlsClient, Wire, gemini_get, make_context, plain_get


class Sizes(unittest.TestCase):
    """What an eavesdropper sees of which page of the leaflet is read."""

    def wire_bytes(self, server, page):
        """The encrypted bytes of a reply."""
        wire = Wire(server.gemini, 10)
        self.addCleanup(wire.close)
        client = TlsClient(wire, make_context(ssl.TLSVersion.TLSv1_3), "localhost")
        wire.send(client.hello())
        self.assertTrue(client.handshake())
        client.flush()
        wire.send(client.records(url(server, page).encode() + b"\r\n"))
        count = 0
        while data := wire.receive():
            count += len(data)
        self.assertEqual(wire.ending, "fin")
        return count

    def test_all_pages_of_the_leaflet_look_the_same(self):
        with Scratch() as scratch:
            root = scratch.join("capsule")
            subprocess.run([LOZENGE, "build", "-o", root, os.path.join(TOP, "capsule/leaflet.md"),
                            os.path.join(TOP, "capsule/leaflet.es.md")],
                           check=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            pages = [os.path.relpath(os.path.join(path, name), root)
                     for path, _, names in os.walk(root) for name in names
                     if name.endswith(".gmi")]
            self.assertIn("es/help.gmi", pages)
            with Server(root) as server:
                sizes = {page: self.wire_bytes(server, "/" + page) for page in pages}
        self.assertEqual(len(set(sizes.values())), 1, sizes)


class Content(unittest.TestCase):
    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.root = capsule.make_page(
            self.scratch.path, large__txt=BIG * 30000, notes__md="# Notes\n",
            feed__xml="<feed/>\n", picture__png="\x89PNG\r\n", page__gmi="# Page\n")
        self.server = Server(self.root, "--lang", "en-GB")
        self.addCleanup(self.server.kill)
        self.server.start()

    def get(self, path):
        return gemini_get(self.server.gemini, url(self.server, path))

    def large(self):
        return os.path.join(self.root, "large.txt")

    def test_media_types(self):
        for path, meta in (
                ("/", "text/gemini; charset=utf-8; lang=en-GB"),
                ("/page.gmi", "text/gemini; charset=utf-8; lang=en-GB"),
                ("/notes.md", "text/markdown; charset=utf-8; lang=en-GB"),
                ("/large.txt", "text/plain; charset=utf-8; lang=en-GB"),
                ("/picture.png", "image/png")):
            with self.subTest(path):
                parts = self.get(path).header.decode()[3:].replace(" ", "").split(";")
                self.assertEqual(sorted(parts), sorted(meta.replace(" ", "").split(";")))

    def test_a_file_that_shrinks_is_seen_to_be_cut(self):
        client, first = slow_download(self.server)
        os.truncate(self.large(), 1024 * 1024)
        answer = client.finish([first])
        client.wire.close()
        self.assertIn(answer.ending, ("fin", "reset"))
        self.assertLess(len(answer.body), len(BIG) * 30000)
        self.assertEqual(self.get("/").status, "20")

    def test_a_file_that_vanishes_is_sent_to_its_end(self):
        client, first = slow_download(self.server)
        os.unlink(self.large())
        answer = client.finish([first])
        client.wire.close()
        self.assertEqual(answer.ending, "close_notify")
        self.assertEqual(len(answer.body), len(BIG) * 30000)
        self.assertEqual(self.get("/large.txt").status, "51")

    def test_a_file_that_is_replaced_is_served_anew(self):
        self.assertIn(b"# Page", self.get("/page.gmi").body)
        self.assertIn(b"Page", plain_get(self.server.gopher, b"/page.gmi\r\n").data)
        path = os.path.join(self.root, "page.gmi")
        capsule.write_file(path + ".new", "# Other\n")
        os.rename(path + ".new", path)
        self.assertIn(b"# Other", self.get("/page.gmi").body)
        self.assertIn(b"Other", plain_get(self.server.gopher, b"/page.gmi\r\n").data)

    def test_a_file_that_is_rewritten_in_place_is_served_anew(self):
        self.assertIn(b"Page", plain_get(self.server.gopher, b"/page.gmi\r\n").data)
        capsule.write_file(os.path.join(self.root, "page.gmi"), "# A longer title\n")
        answer = until(lambda: b"longer" in plain_get(
            self.server.gopher, b"/page.gmi\r\n").data, 3)
        self.assertTrue(answer)

    def test_a_file_that_becomes_hidden_is_no_longer_served(self):
        path = os.path.join(self.root, "page.gmi")
        self.assertEqual(self.get("/page.gmi").status, "20")
        self.assertIn(b"Page", plain_get(self.server.gopher, b"/page.gmi\r\n").data)
        os.chmod(path, 0o600)
        self.assertEqual(self.get("/page.gmi").status, "51")
        self.assertEqual(plain_get(self.server.gopher, b"/page.gmi\r\n").data[:1], b"3")

    def test_gopher_text_is_the_file_with_its_dots_doubled(self):
        text = "one\r\n.two\n..three\nlast"
        capsule.write_file(os.path.join(self.root, "dots.txt"), text)
        answer = plain_get(self.server.gopher, b"/dots.txt\r\n")
        self.assertEqual(answer.data, b"one\r\n..two\r\n...three\r\nlast\r\n.\r\n")
