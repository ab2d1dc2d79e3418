"""One capsule in several languages: what readers of each are told."""

import os
import subprocess
import unittest

import capsule
from server import LOZENGE, Scratch, Server
from test_lifecycle import url
from tls_client import gemini_get, plain_get

FRONT = """\
---
title: "%s"
lang: %s
summary: "S."
reviewed: 2026-01-15
%s---

"""

ENGLISH = FRONT % ("Guide", "en-GB", "") + "## Help\n\nCall.\n"
SPANISH = (FRONT % ("Guía", "es", "words:\n  gone: Ya no está.\n  search-none: Nada de nada.\n"
                  "  search-prompt: ¿Qué buscas?\n")
           + "## Ayuda {#help}\n\nLlame.\n\n![Mano](hand.png)\n")

# (path, the language of its answer)
TAGS = [
    ("/", "en-GB"), ("/help.gmi", "en-GB"), ("/es/", "es"), ("/es/help.gmi", "es"),
    ("/es/notes.txt", "es"), ("/notes.txt", "en-GB"), ("/es/more/", "es"), ("/more/", "en-GB"),
]

# (path, status, what is said)
REFUSALS = [
    ("/none.gmi", "51", "There is no such page."),
    ("/es/none.gmi", "51", "Esta página no existe."),
    ("/gone.gmi", "52", "This page has been removed."),
    ("/es/gone.gmi", "52", "Ya no está."),
    ("gemini://other.example/", "53", "This server does not serve that address."),
]

# (selector, the first line)
MENUS = [
    ("/help.gmi", "0This page as plain text\t/help.txt"),
    ("/es/help.gmi", "0Esta pagina en texto sin formato\t/es/help.txt"),
    ("/utf8/es/help.gmi", "0Esta página en texto sin formato\t/utf8/es/help.txt"),
    ("/none", "3There is no such page.\t"),
    ("/es/none", "3Esta pagina no existe.\t"),
    ("/utf8/es/none", "3Esta página no existe.\t"),
    ("/es/gone.gmi", "3Ya no esta.\t"),
    ("/more", "iIndex of /more/\t"),
    ("/es/more", "iContenido de /es/more/\t"),
]


class Languages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = Scratch()
        cls.addClassCleanup(cls.scratch.remove)
        cls.root = cls.scratch.join("capsule")
        sources = [cls.scratch.join(name) for name in ("guide.md", "guide.es.md")]
        for source, text in zip(sources, (ENGLISH, SPANISH)):
            capsule.write_file(source, text)
        capsule.write_file(cls.scratch.join("hand.png"), "png\n")
        built = subprocess.run([LOZENGE, "build", "-o", cls.root, *sources],
                               capture_output=True, text=True, check=False)
        assert built.returncode == 0 and built.stderr == "", built.stderr
        for name in ("notes.txt", "es/notes.txt", "more/a.txt", "es/more/a.txt"):
            os.makedirs(os.path.dirname(os.path.join(cls.root, name)), exist_ok=True)
            capsule.write_file(os.path.join(cls.root, name), "text\n")
        cls.server = Server(cls.root, configuration="""
            gemini = {"127.0.0.1:0"}
            gopher = {"127.0.0.1:0"}
            capsule "localhost" {
                root = "%s"
                listing = yes
                gone = {/gone.gmi, /es/gone.gmi}
            }
        """ % cls.root)
        cls.addClassCleanup(cls.server.kill)
        cls.server.start()

    def ask(self, path):
        request = path if "://" in path else url(self.server, path)
        return gemini_get(self.server.gemini, request)

    def test_each_answer_has_its_language(self):
        for path, tag in TAGS:
            with self.subTest(path):
                answer = self.ask(path)
                self.assertEqual(answer.status, "20")
                self.assertTrue(answer.header.decode().rstrip().endswith("lang=" + tag),
                                answer.header)

    def test_refusals_are_in_the_language_of_what_was_asked_for(self):
        for path, status, said in REFUSALS:
            with self.subTest(path):
                self.assertEqual(self.ask(path).header.decode().rstrip(), status + " " + said)

    def test_gopher_speaks_it_too(self):
        for selector, first in MENUS:
            with self.subTest(selector):
                answer = plain_get(self.server.gopher, selector.encode() + b"\r\n")
                self.assertTrue(answer.data.decode().startswith(first), answer.data)

    def test_pages_lead_to_each_other(self):
        self.assertIn("=> es/help.gmi Español\n", self.ask("/help.gmi").body.decode())
        self.assertIn("=> ../help.gmi English\n", self.ask("/es/help.gmi").body.decode())
        self.assertIn("=> es/index.gmi Español\n", self.ask("/").body.decode())
        menu = plain_get(self.server.gopher, b"/es/help.gmi\r\n").data
        self.assertIn(b"1English\t/help.gmi\t", menu)
        self.assertEqual(self.ask("/es/hand.png").header, b"20 image/png")

    def test_each_language_is_searched_by_itself(self):
        self.assertEqual(self.ask("/es/search").header.decode(), "10 ¿Qué buscas?")
        self.assertEqual(self.ask("/search").header.decode(), "10 Words to look for")
        self.assertIn("=> /help.gmi Help", self.ask("/search?call").body.decode())
        self.assertIn("=> /es/help.gmi Ayuda", self.ask("/es/search?llame").body.decode())
        self.assertIn("Nothing was found.", self.ask("/search?llame").body.decode())
        self.assertIn("Nada de nada.", self.ask("/es/search?call").body.decode())


class Building(unittest.TestCase):
    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.root = self.scratch.join("capsule")

    def build(self, *texts):
        sources = [self.scratch.join("%d.md" % number) for number in range(len(texts))]
        for source, text in zip(sources, texts):
            capsule.write_file(source, text)
        capsule.write_file(self.scratch.join("hand.png"), "png\n")
        return subprocess.run([LOZENGE, "build", "-o", self.root, *sources],
                              capture_output=True, text=True, check=False)

    def files(self):
        return sorted(os.path.relpath(os.path.join(folder, name), self.root)
                      for folder, _, names in os.walk(self.root) for name in names)

    def test_a_mistake_in_one_document_leaves_all_as_it_was(self):
        self.assertEqual(self.build(ENGLISH, SPANISH).returncode, 0)
        before = self.files()
        wrong = self.build(ENGLISH.replace("Call.", "Call now."),
                           SPANISH.replace("Llame.", "[Llame](#nada)."))
        self.assertEqual(wrong.returncode, 1)
        self.assertRegex(wrong.stderr, r"^\S+/1\.md:14:9: error: .*broken-anchor")
        self.assertEqual(self.files(), before)
        with open(os.path.join(self.root, "help.gmi"), encoding="utf-8") as page:
            self.assertNotIn("now", page.read())

    def test_a_language_that_is_given_up_is_removed(self):
        self.assertEqual(self.build(ENGLISH, SPANISH).returncode, 0)
        self.assertIn("es/help.gmi", self.files())
        self.assertEqual(self.build(ENGLISH).returncode, 0)
        self.assertFalse([name for name in self.files() if name.startswith("es")])
        self.assertFalse(os.path.exists(os.path.join(self.root, "es")))

    def test_each_language_comes_once(self):
        wrong = self.build(ENGLISH, SPANISH, SPANISH)
        self.assertEqual(wrong.returncode, 1)
        self.assertRegex(wrong.stderr, r"/2\.md:3:7: error: .*duplicate-lang")
        self.assertFalse(os.path.exists(self.root))
