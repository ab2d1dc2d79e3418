"""Searches, as readers make them in both protocols, and what hosts need not fear."""

import os
import re
import signal
import socket
import subprocess
import threading
import time
import unittest
import urllib.parse

import capsule
from server import LOZENGE, PROMPT_S, SANITIZED, TOP, Scratch, Server, until
from tls_client import gemini_get, plain_get

INDEX = ".lozenge-search"

# Whatever a reader writes is text: nothing of it is an operator or an error.
ODD = ["\"", "\"\"", "*", "tampon*", "NEAR(a b)", "title:x", "a AND", "OR", "NOT tampon", "(",
       "'; DROP TABLE scope; --", "^a", "a-b", "\0", "\n\n", "�", "%", "ａ", "{a}:b", "-" * 200,
       "\N{IDEOGRAPHIC SPACE}", "x" * 255, "é" * 128]


def links(page):
    """The (path, label) of each link of a page of gemtext."""
    return re.findall(r"(?m)^=> (\S+) (.*)$", page)


def items(menu):
    """The (type, label, selector) of each item of a menu that is no text."""
    lines = [line.split("\t") for line in menu.split("\r\n") if "\t" in line]
    return [(line[0][0], line[0][1:], line[1]) for line in lines if line[0][0] != "i"]


class Searching(unittest.TestCase):
    """What the tests below share: a server, and ways to ask it."""

    patience = 2

    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)

    def start(self, root, *options, **how):
        server = Server(root, *options, **how)
        self.addCleanup(server.kill)
        server.start()
        return server

    def write(self, *pages):
        """A capsule written by hand: (path, text) each."""
        root = self.scratch.join("root")
        for path, text in (("index.gmi", "# By hand\n\nA page.\n"), *pages):
            capsule.write_file(os.path.join(root, path), text)
        return root

    def index(self, root, *options):
        subprocess.run([LOZENGE, "index", *options, root], check=True, stdout=subprocess.DEVNULL)

    def gemini(self, server, path, words=None, seconds=PROMPT_S):
        query = "" if words is None else "?" + urllib.parse.quote(words, safe="")
        return gemini_get(server.gemini, "gemini://localhost:%d%s%s" % (
            server.gemini[1], path, query), seconds=seconds)

    def page(self, server, path, words=None):
        answer = self.gemini(server, path, words)
        self.assertEqual((answer.status, answer.ending), ("20", "close_notify"), answer.header)
        return answer.body.decode("utf-8")

    def gopher(self, server, selector, words=None):
        line = selector if words is None else selector + "\t" + words
        answer = plain_get(server.gopher, line.encode("utf-8") + b"\r\n", PROMPT_S)
        return answer.data.decode("utf-8")

    def search_process(self, server):
        """The search process's id, as the supervisor tells it."""
        start = len(server.lines)
        server.signal(signal.SIGUSR1)
        line = server.wait_for_line(r"status: search \d+", start=start)
        return int(line.rsplit(" ", 1)[1])


class Leaflet(Searching):
    """The shipped leaflet, built and served as it comes."""

    def setUp(self):
        super().setUp()
        self.root = self.scratch.join("capsule")
        subprocess.run([LOZENGE, "build", "-o", self.root,
                        os.path.join(TOP, "capsule", "leaflet.md")],
                       check=True, stdout=subprocess.DEVNULL)
        self.server = self.start(self.root)

    def test_a_reader_over_gemini(self):
        """Find "tampon", read, and go on to help."""
        front = self.page(self.server, "/")
        self.assertIn(("/search", "Search"), links(front))
        asked = self.gemini(self.server, "/search")
        self.assertEqual((asked.status, asked.ending), ("10", "close_notify"))
        self.assertGreater(len(asked.header), 3)
        results = self.page(self.server, "/search", "tampon")
        self.assertTrue(results.startswith("# Search: tampon\n"))
        path, label = links(results)[0]
        self.assertIn("tampon", label)
        self.assertRegex(results, r"(?m)^> .*tampon")
        self.assertIn("tampon", self.page(self.server, path))
        self.assertIn("/help.gmi", dict(links(results)))
        self.assertIn("# When to get help", self.page(self.server, "/help.gmi"))
        self.server.stop()

    def test_a_reader_over_gopher(self):
        front = items(self.gopher(self.server, "/"))
        self.assertIn(("7", "Search", "/search"), front)
        results = items(self.gopher(self.server, "/search", "tampon"))
        kind, label, selector = results[0]
        self.assertEqual(kind, "1")
        self.assertIn("tampon", label)
        self.assertIn("tampon", self.gopher(self.server, selector))
        self.assertIn(("1", "When to get help", "/help.gmi"), results)
        self.assertIn("When to get help", self.gopher(self.server, "/help.gmi"))
        self.server.stop()

    def test_a_mistyped_word(self):
        results = self.page(self.server, "/search", "tampn")
        self.assertIn(("/search?tampon", "Did you mean: tampon"), links(results))
        self.assertNotIn("/faq.gmi", dict(links(results)))
        menu = items(self.gopher(self.server, "/search", "tampn"))
        self.assertIn(("1", "Did you mean: tampon", "/search?tampon"), menu)
        meant = items(self.gopher(self.server, "/search?tampon"))
        self.assertIn("tampon", meant[0][1])
        self.server.stop()

    def test_nothing_is_a_syntax_error(self):
        for words in ODD:
            with self.subTest(words):
                answer = self.gemini(self.server, "/search", words)
                self.assertIn(answer.status, ("10", "20"), answer.header)
                self.assertEqual(answer.ending, "close_notify")
        for words in ("\"", "*", "", "tampon*", "x" * 900):
            with self.subTest(words):
                self.assertTrue(self.gopher(self.server, "/search", words).endswith("\r\n.\r\n"))
        # Older clients know nothing of UTF-8.
        answer = plain_get(self.server.gopher, b"/search\tcaf\xe9 tampon\r\n", PROMPT_S)
        self.assertIn("Search: caf", answer.data.decode("utf-8"))
        self.server.stop()

    def test_too_much_is_asked_for_again(self):
        self.assertEqual(self.gemini(self.server, "/search", "a" * 257).status, "10")
        self.assertEqual(self.gemini(self.server, "/search", "").status, "10")
        self.server.stop()

    def test_the_index_is_not_served(self):
        self.assertTrue(os.path.exists(os.path.join(self.root, INDEX)))
        self.assertEqual(self.gemini(self.server, "/" + INDEX).status, "51")
        self.assertTrue(self.gopher(self.server, "/" + INDEX).startswith("3"))
        self.server.stop()

    def test_a_rebuilt_capsule_is_searched_anew(self):
        source = self.scratch.join("other.md")
        capsule.write_file(source, "---\ntitle: Other\nlang: en\nsummary: Another.\n"
                           "reviewed: 2026-01-31\n---\n\n## Zebras {#zebras}\n\nStriped.\n")
        self.assertIn("Nothing", self.page(self.server, "/search", "zebra"))
        subprocess.run([LOZENGE, "build", "-o", self.root, source], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.assertIn("/zebras.gmi", self.page(self.server, "/search", "zebra"))
        self.assertNotIn("/help.gmi", self.page(self.server, "/search", "tampon"))
        self.server.stop()

    def test_a_killed_search_is_replaced(self):
        for _ in range(2):
            killed = self.search_process(self.server)
            os.kill(killed, signal.SIGKILL)
            self.assertEqual(self.gemini(self.server, "/").status, "20")
            self.assertTrue(until(
                lambda: self.gemini(self.server, "/search", "tampon").status == "20", PROMPT_S))
            self.assertNotEqual(self.search_process(self.server), killed)
        self.server.stop()

    def test_a_search_that_hangs_holds_up_no_page(self):
        stopped = self.search_process(self.server)
        os.kill(stopped, signal.SIGSTOP)
        answers = []
        waiting = [threading.Thread(target=lambda: answers.append(
            self.gemini(self.server, "/search", "tampon", 20).status)) for _ in range(80)]
        for thread in waiting:
            thread.start()
        started = time.monotonic()
        for _ in range(5):
            self.assertEqual(self.gemini(self.server, "/").status, "20")
        self.assertLess(time.monotonic() - started, PROMPT_S)
        for thread in waiting:
            thread.join()
        self.assertEqual(answers, ["40"] * len(waiting))
        self.assertTrue(self.gopher(self.server, "/search", "tampon").startswith("3"))
        os.kill(stopped, signal.SIGCONT)
        self.assertTrue(until(
            lambda: self.gemini(self.server, "/search", "tampon").status == "20", PROMPT_S))
        self.server.stop()

    @unittest.skipIf(SANITIZED, "a sanitizer keeps what is freed")
    def test_words_stay_in_no_memory(self):
        for words in ("xyzzyword", "\u00fcxyzzyword", "xyzzyword tampon"):
            self.gemini(self.server, "/search", words)
            self.gopher(self.server, "/search", words)
            self.gopher(self.server, "/search?" + words)
        for pid in self.server.children():
            self.assertTrue(until(lambda: self.count_in_memory(pid, b"xyzzyword") == 0, 3),
                            "process %d" % pid)
        self.server.stop()

    def count_in_memory(self, pid, word):
        count = 0
        try:
            with open("/proc/%d/maps" % pid, encoding="ascii") as areas, \
                    open("/proc/%d/mem" % pid, "rb", 0) as memory:
                for area in areas:
                    start, end = (int(part, 16) for part in area.split()[0].split("-"))
                    if " rw" in area:
                        memory.seek(start)
                        count += memory.read(end - start).count(word)
        except PermissionError:
            self.skipTest("only root may look into them")
        return count

    def test_readers_who_go_away_leave_nothing(self):
        os.kill(self.search_process(self.server), signal.SIGSTOP)
        for _ in range(20):
            with socket.create_connection(self.server.gopher) as client:
                client.sendall(b"/search\ttampon\r\n")
        os.kill(self.search_process(self.server), signal.SIGCONT)
        self.assertEqual(self.gemini(self.server, "/search", "tampon").status, "20")
        self.assertTrue(self.server.is_idle())
        self.server.stop()

    def test_a_reload_keeps_searching(self):
        self.server.signal(signal.SIGHUP)
        self.server.wait_for_line("reloaded")
        self.assertIn("/help.gmi", self.page(self.server, "/search", "tampon"))
        # The old generation's search ends with it.
        self.assertTrue(until(lambda: len(self.server.children()) == 3, PROMPT_S))
        self.server.stop()


class ByHand(Searching):
    """Capsules that the builder never touched."""

    def test_without_an_index_there_is_no_search(self):
        server = self.start(self.write())
        self.assertEqual(self.gemini(server, "/search", "page").status, "51")
        self.assertTrue(self.gopher(server, "/search", "page").startswith("3"))
        self.assertNotIn("/search", self.gopher(server, "/"))
        self.assertEqual(len(server.children()), 2)
        server.stop()

    def test_the_first_index_is_noticed(self):
        root = self.write()
        server = self.start(root)
        for _ in range(3):  # what else changes there is no reason for anything
            capsule.write_file(os.path.join(root, "new.gmi"), "# New\n")
        self.assertEqual(self.gemini(server, "/search", "page").status, "51")
        self.index(root)
        server.wait_for_line("reloaded")
        # Who has come just before it is still served by an old worker.
        self.assertTrue(until(
            lambda: self.gemini(server, "/search", "page").status == "20", PROMPT_S))
        self.assertIn("/index.gmi", self.page(server, "/search", "page"))
        self.index(root, "--lang", "es")
        self.assertTrue(until(
            lambda: b"lang=es" in self.gemini(server, "/search", "page").header, PROMPT_S))
        self.assertEqual(sum("reloaded" in line for line in server.lines), 1)
        server.stop()

    def test_every_menu_offers_it(self):
        root = self.write(("a.gmi", "# A\n\nText.\n"), ("b.gmi", "# B\n=> /search Find it\n"))
        self.index(root)
        server = self.start(root)
        offered = [item for item in items(self.gopher(server, "/a.gmi")) if item[0] == "7"]
        self.assertEqual(offered, [("7", "Search", "/search")])
        offered = [item for item in items(self.gopher(server, "/b.gmi")) if item[0] == "7"]
        self.assertEqual(offered, [("7", "Find it", "/search")])
        self.assertIn("/a.gmi", self.page(server, "/search", "text"))
        server.stop()

    def test_a_file_of_that_name_wins(self):
        root = self.write(("search", "My own words.\n"), ("es/search/index.gmi", "# Mía\n"))
        self.index(root, "--lang", "es=es")
        server = self.start(root)
        self.assertIn("My own words.", self.page(server, "/search", "page"))
        self.assertIn("My own words.", self.gopher(server, "/search", "page"))
        self.assertEqual(self.gemini(server, "/es/search", "page").status, "31")
        self.assertIn("# Mía", self.page(server, "/es/search/", "page"))
        server.stop()

    def test_languages_have_searches_of_their_own(self):
        root = self.write(("en.gmi", "# Causes\n\nMuscles tighten.\n"),
                          ("es/index.gmi", "# Causas\n\nLos músculos se tensan.\n"),
                          ("zh/index.gmi", "# 原因\n\n这是肌肉的反射。\n"),
                          ("ja/index.gmi", "# 原因\n\n筋肉の反射です。\n"),
                          ("th/index.gmi", "# สาเหตุ\n\nกล้ามเนื้อหดตัวเอง\n"))
        self.index(root, "--lang", "en", "--lang", "es=es", "--lang", "zh=zh",
                   "--lang", "ja=ja", "--lang", "th=th")
        server = self.start(root)
        for scope, words, found in (("", "muscle", "/en.gmi"), ("/es", "músculo", "/es/index.gmi"),
                                    ("/es", "musculos", "/es/index.gmi"),
                                    ("/zh", "肌肉", "/zh/index.gmi"),
                                    ("/ja", "反射", "/ja/index.gmi"),
                                    ("/th", "กล้ามเนื้อ", "/th/index.gmi")):
            with self.subTest(words):
                page = self.page(server, scope + "/search", words)
                self.assertEqual(links(page)[0][0], found)
                menu = items(self.gopher(server, scope + "/search", words))
                self.assertEqual(menu[0][2], found)
        self.assertNotIn("/es/", self.page(server, "/search", "músculo"))
        self.assertIn("lang=es", self.gemini(server, "/es/search", "músculo").header.decode())
        self.assertIn("Palabras", self.gemini(server, "/es/search").header.decode())
        self.assertEqual(self.gemini(server, "/fr/search", "muscle").status, "51")
        server.stop()

    def test_a_damaged_index_is_told_once_and_pages_are_served(self):
        root = self.write()
        self.index(root)
        server = self.start(root)
        self.assertEqual(self.gemini(server, "/search", "page").status, "20")
        with open(os.path.join(root, INDEX), "r+b") as stream:
            stream.seek(5000)
            stream.write(b"damage")
        for _ in range(3):
            self.assertEqual(self.gemini(server, "/search", "page").status, "40")
            self.assertTrue(self.gopher(server, "/search", "page").startswith("3"))
            self.assertEqual(self.gemini(server, "/").status, "20")
        told = [line for line in server.lines if "search index" in line]
        self.assertEqual(len(told), 1, server.lines)
        self.assertIn("damaged", told[0])
        self.assertIn(root, told[0])
        self.index(root)
        self.assertEqual(self.gemini(server, "/search", "page").status, "20")
        server.stop()

    def test_a_damaged_index_is_told_at_the_start(self):
        root = self.write((INDEX, "# Somebody's own file\n"))
        server = self.start(root)
        server.wait_for_line("search index of the capsule %s" % root)
        self.assertEqual(self.gemini(server, "/").status, "20")
        self.assertEqual(self.gemini(server, "/search", "page").status, "40")
        self.assertEqual(sum("search index" in line for line in server.lines), 1)
        server.stop()

    def test_words_are_not_logged(self):
        root = self.write()
        self.index(root)
        server = self.start(root, "--log-requests")
        self.assertEqual(self.gemini(server, "/search", "xyzzy-gemini").status, "20")
        self.gopher(server, "/search", "xyzzy-gopher")
        self.gopher(server, "/search?xyzzy-gopher")
        server.wait_for_line(r"gopher 1 /search ")
        server.wait_for_line(r"gemini 20 /search ")
        self.assertNotIn("xyzzy", "\n".join(server.lines))
        server.stop()


class Configured(Searching):
    def configure(self, root, capsule_lines):
        return """\
gemini = "127.0.0.1:0"
gopher = "127.0.0.1:0"
workers = 1
capsule "localhost" {
    root = "%s"
    %s
}
""" % (root, capsule_lines)

    def test_search_can_be_off(self):
        root = self.write()
        self.index(root)
        server = self.start(root, configuration=self.configure(root, "search = off"))
        self.assertEqual(self.gemini(server, "/search", "page").status, "51")
        self.assertNotIn("/search", self.gopher(server, "/"))
        server.stop()

    def test_what_is_private_is_not_found(self):
        root = self.write(("members/a.gmi", "# Members\n\nWalrus and page.\n"))
        self.index(root, "--lang", "en", "--lang", "members=en")
        server = self.start(root, configuration=self.configure(root, 'private "/members/" { }'))
        self.assertNotIn("members", self.page(server, "/search", "page"))
        self.assertNotIn("Walrus", self.page(server, "/search", "walrus"))
        self.assertNotIn("walrus", self.page(server, "/search", "walrux"))
        self.assertEqual(self.gemini(server, "/members/search", "walrus").status, "60")
        self.assertTrue(self.gopher(server, "/members/search", "walrus").startswith("3"))
        server.stop()
