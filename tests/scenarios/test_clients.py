"""The shipped leaflet, read with the clients that Debian has, as people use them."""

import os
import re
import shlex
import subprocess
import unittest
import uuid

from server import LOZENGE, TOP, Scratch, Server, until

PAGES = ("index", "causes", "treatments", "faq")

# Gopher clients open a menu at its first link, so a page must fit the screen.
ROWS = 400

SCREEN_S = 20.0


def read_page(root, page):
    with open(os.path.join(root, page + ".gmi"), encoding="utf-8") as stream:
        return stream.read()


def first_words(root, page):
    """How the first paragraph begins: no other page says the same."""
    line = re.search(r"(?m)^[A-Z][^#=*`>\n]{30,}", read_page(root, page))[0]
    return re.match(r"[ -~]{10,32}(?= )", line)[0]


def link_numbers(root):
    """How clients that number links count those of the index."""
    targets = re.findall(r"(?m)^=>\s*(\S+)", read_page(root, "index"))
    return {page: targets.index(page + ".gmi") + 1 for page in PAGES[1:]}


class Terminal:
    """A program in a terminal of its own, with a home of its own."""

    def __init__(self, home, *command):
        self.name = "lozenge-" + uuid.uuid4().hex[:12]
        self.home = home
        places = {"HOME": home, "XDG_CONFIG_HOME": home + "/config", "TERM": "screen",
                  "XDG_CACHE_HOME": home + "/cache", "XDG_DATA_HOME": home + "/data",
                  "XDG_STATE_HOME": home + "/state", "LC_ALL": "C.UTF-8"}
        words = ["env", *("%s=%s" % pair for pair in places.items()), *command]
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", str(ROWS),
                  " ".join(shlex.quote(word) for word in words))

    def tmux(self, *arguments):
        environment = {name: value for name, value in os.environ.items() if name != "TMUX"}
        environment.update(TMUX_TMPDIR=self.home, LC_ALL="C.UTF-8", SHELL="/bin/sh")
        return subprocess.run(["tmux", "-L", self.name, *arguments], check=False,
                              capture_output=True, text=True, env=environment,
                              stdin=subprocess.DEVNULL, timeout=SCREEN_S).stdout

    def screen(self):
        return self.tmux("capture-pane", "-p")

    def keys(self, *keys):
        self.tmux("send-keys", *keys)

    def type(self, text):
        self.tmux("send-keys", "-l", text)

    def wait_for(self, pattern):
        if not until(lambda: re.search(pattern, self.screen(), re.M), SCREEN_S, 0.1):
            raise AssertionError("never on the screen: /%s/, but:\n%s"
                                 % (pattern, self.screen().strip()))

    def close(self):
        self.tmux("kill-server")


# What a reader seeks, the page that tells most of it, and what it says there.
SOUGHT = "tampon"
FOUND = "If you cannot get a tampon out"
HELP = "When to get help"


class Clients(unittest.TestCase):
    patience = 6

    @classmethod
    def setUpClass(cls):
        cls.scratch = Scratch()
        cls.addClassCleanup(cls.scratch.remove)
        root = cls.scratch.join("capsule")
        subprocess.run([LOZENGE, "build", "-o", root,
                        os.path.join(TOP, "capsule", "leaflet.md"),
                        os.path.join(TOP, "capsule", "leaflet.es.md")], check=True)
        cls.words = {page: first_words(root, page) for page in PAGES}
        cls.numbers = link_numbers(root)
        cls.server = Server(root)
        cls.addClassCleanup(cls.server.kill)
        cls.server.start()

    def setUp(self):
        home = Scratch()
        self.addCleanup(home.remove)
        self.home = home.path

    def gemini(self, page="index"):
        path = "" if page == "index" else page + ".gmi"
        return "gemini://localhost:%d/%s" % (self.server.gemini[1], path)

    def gopher(self, page="index", kind="1", scheme="gopher"):
        suffix = ".gmi" if kind == "1" else ".txt"
        return "%s://localhost:%d/%s/%s" % (
            scheme, self.server.gopher[1], kind, page + suffix)

    def output(self, *command, **how):
        environment = dict(os.environ, HOME=self.home, LC_ALL="C.UTF-8", TERM="dumb")
        return subprocess.run(command, capture_output=True, timeout=30, check=True,
                              env=environment, **how).stdout.decode("utf-8", "replace")

    def terminal(self, *command):
        terminal = Terminal(self.home, *command)
        self.addCleanup(terminal.close)
        return terminal

    def test_openssl_s_client(self):
        for page, words in self.words.items():
            for version in ("-tls1_2", "-tls1_3"):
                with self.subTest(page + version):
                    said = self.output(
                        "openssl", "s_client", "-quiet", version, "-servername", "localhost",
                        "-connect", "127.0.0.1:%d" % self.server.gemini[1],
                        input=self.gemini(page).encode() + b"\r\n")
                    self.assertIn(words, said)

    def test_curl_gopher(self):
        for page, words in self.words.items():
            for kind in "01":
                with self.subTest(page + kind):
                    said = self.output("curl", "-sS", self.gopher(page, kind))
                    self.assertIn(words, said)
                    self.assertTrue(said.endswith("\r\n.\r\n"))

    def test_curl_gophers(self):
        for page, words in self.words.items():
            with self.subTest(page):
                said = self.output("curl", "-sSk", self.gopher(page, "0", "gophers"))
                self.assertIn(words, said)

    def test_lynx(self):
        for page, words in self.words.items():
            for kind in "01":
                with self.subTest(page + kind):
                    said = self.output("lynx", "-dump", "-width=100", self.gopher(page, kind))
                    self.assertIn(words, said)

    def test_lynx_follows_every_link_of_the_index(self):
        listed = self.output("lynx", "-dump", "-listonly", self.gopher())
        links = re.findall(r"gopher://localhost:%d\S+" % self.server.gopher[1], listed)
        self.assertGreaterEqual(len(set(links)), len(PAGES) - 1, listed)
        for link in set(links):
            if "/7/" in link:  # a search asks for words first: see test_search
                continue
            with self.subTest(link):
                said = self.output("lynx", "-dump", link)
                self.assertNotIn("not found", said.lower()[:200])
                self.assertGreater(len(said), 100)

    def test_gopher(self):
        for page, words in self.words.items():
            with self.subTest(page):
                terminal = self.terminal(
                    "gopher", "-p", "/%s.gmi" % page, "localhost", str(self.server.gopher[1]))
                terminal.wait_for("Press RETURN|Page: ")
                if "Press RETURN" in terminal.screen():
                    terminal.keys("Enter")
                terminal.wait_for("Page: ")
                terminal.wait_for(re.escape(words))
                terminal.close()

    def test_sacc(self):
        for page, words in self.words.items():
            with self.subTest(page):
                terminal = self.terminal("sacc", self.gopher(page))
                terminal.wait_for(re.escape(words))
                terminal.close()

    def follow_links(self, terminal, prompt, clear=()):
        """From the index to each page by its link's number, and back by URL."""
        for page in PAGES[1:]:
            with self.subTest(page):
                terminal.wait_for(re.escape(self.words["index"]))
                terminal.type(" ")
                terminal.wait_for(prompt)
                terminal.type(str(self.numbers[page]))
                terminal.keys("Enter")
                terminal.wait_for(re.escape(self.words[page]))
            terminal.type(" ")
            terminal.wait_for(prompt)
            for key in clear:
                terminal.keys(key)
            terminal.type(self.gemini())
            terminal.keys("Enter")

    def test_amfora(self):
        terminal = self.terminal("amfora", self.gemini())
        self.follow_links(terminal, r"URL/Num", ["C-u"])

    def test_bombadillo(self):
        terminal = self.terminal("bombadillo", self.gemini())
        self.follow_links(terminal, r"^:")

    def test_a_search_with_lynx(self):
        found = self.output("lynx", "-dump", "-width=100", "gopher://localhost:%d/7/search%%09%s"
                            % (self.server.gopher[1], SOUGHT))
        self.assertIn("[1]%s: %s" % (HELP, FOUND), found)
        read = self.output("lynx", "-dump", re.search(r"1\. (gopher:\S+)", found)[1])
        self.assertIn(FOUND, read)
        self.assertIn(HELP, read)

    def test_a_search_with_sacc(self):
        terminal = self.terminal("sacc", "gopher://localhost:%d/7/search" % self.server.gopher[1])
        terminal.wait_for("Enter search string")
        terminal.type(SOUGHT)
        terminal.keys("Enter")
        terminal.wait_for("Dir. %s: %s" % (HELP, FOUND))
        terminal.type("Jl")
        terminal.wait_for(r"^ +\| %s" % FOUND)

    def test_a_search_with_amfora(self):
        terminal = self.terminal("amfora", "gemini://localhost:%d/search" % self.server.gemini[1])
        terminal.wait_for("Words to look for")
        terminal.type(SOUGHT)
        terminal.wait_for("  " + SOUGHT)
        terminal.keys("Enter")
        terminal.keys("Enter")
        terminal.wait_for(r"\[1\].*%s" % FOUND)
        terminal.type(" ")
        terminal.wait_for("URL/Num")
        terminal.type("1")
        terminal.keys("Enter")
        terminal.wait_for(r"^ *#* *%s *$" % FOUND)

    def test_a_search_with_bombadillo(self):
        terminal = self.terminal(
            "bombadillo", "gemini://localhost:%d/search" % self.server.gemini[1])
        terminal.wait_for(r"^Words to look for")
        terminal.type(SOUGHT)
        terminal.keys("Enter")
        terminal.wait_for(r"\[1\] +%s: %s" % (HELP, FOUND))
        terminal.type(" ")
        terminal.wait_for(r"^:")
        terminal.type("1")
        terminal.keys("Enter")
        terminal.wait_for(r"^ *#+ %s" % FOUND)
