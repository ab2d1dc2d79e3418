"""lozenge watch and preview: a save is built, and served, by itself."""

import os
import re
import shutil
import signal
import subprocess
import threading
import unittest

from server import LOZENGE, START_S, STOP_S, Scratch, until
from test_builder import DOCUMENT

IMAGE = "\n![a drawing](img/a.png)\n"


class Command:
    """lozenge watch or preview, with all that it has said so far."""

    def __init__(self, *arguments, **environment):
        self.text = ""
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", LOZENGE, *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, start_new_session=True,
            env={**os.environ, **environment})
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        while data := os.read(self.process.stdout.fileno(), 65536):
            self.text += data.decode("utf-8", "replace")

    def wait_for(self, pattern, since=0):
        """The match of what is said from a place on; fails if nothing fits."""
        match = until(lambda: re.search(pattern, self.text[since:]), START_S)
        assert match, "%r is not in %r" % (pattern, self.text[since:])
        return match

    def end(self, number=signal.SIGINT):
        self.process.send_signal(number)
        status = self.process.wait(STOP_S)
        self.reader.join(STOP_S)
        self.process.stdout.close()
        return status

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


class Watching(unittest.TestCase):
    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.document = self.scratch.join("first.md")
        self.capsule = self.scratch.join("out")
        self.save(DOCUMENT)

    def save(self, text):
        with open(self.document, "w", encoding="utf-8") as stream:
            stream.write(text)

    def save_by_renaming(self, text):
        with open(self.scratch.join("new~"), "w", encoding="utf-8") as stream:
            stream.write(text)
        os.rename(self.scratch.join("new~"), self.document)

    def page(self, name="first.gmi"):
        with open(os.path.join(self.capsule, name), encoding="utf-8") as stream:
            return stream.read()

    def start(self, *arguments, **environment):
        command = Command(*arguments, **environment)
        self.addCleanup(command.kill)
        return command


class Watch(Watching):
    def watch(self):
        command = self.start("watch", "-o", self.capsule, self.document)
        command.wait_for(r"written")
        return command

    def becomes(self, words, name="first.gmi"):
        if not until(lambda: words in self.page(name), START_S):
            self.fail("%r is not in %r" % (words, self.page(name)))

    def test_each_way_of_saving(self):
        command = self.watch()
        self.save(DOCUMENT.replace("A paragraph", "Written anew"))
        self.becomes("Written anew")
        self.save_by_renaming(DOCUMENT.replace("A paragraph", "Renamed"))
        self.becomes("Renamed")
        os.rename(self.document, self.document + "~")
        self.save(DOCUMENT.replace("A paragraph", "Moved away first"))
        self.becomes("Moved away first")
        with open(self.document, "a", encoding="utf-8") as stream:
            stream.write("\nThe first half")
            stream.flush()
            stream.write(" and the second.\n")
        self.becomes("The first half and the second.", "second.gmi")
        self.assertEqual(command.end(), 0)

    def test_a_mistake_is_shown_and_the_good_capsule_stays(self):
        command = self.watch()
        said = len(command.text)
        self.save(DOCUMENT.replace("(#second)", "(#secund)"))
        command.wait_for(r"first\.md:12:\d+: error: ", said)
        self.assertIn("A paragraph", self.page())
        self.save(DOCUMENT.replace("A paragraph", "Mended"))
        self.becomes("Mended")
        self.assertEqual(command.end(signal.SIGTERM), 0)

    def test_a_picture_beside_it(self):
        os.mkdir(self.scratch.join("img"))
        picture = self.scratch.join("img", "a.png")
        copy = os.path.join(self.capsule, "img", "a.png")
        with open(picture, "wb") as stream:
            stream.write(b"one")
        self.save(DOCUMENT + IMAGE)
        command = self.watch()
        with open(picture, "wb") as stream:
            stream.write(b"three")
        self.assertTrue(until(lambda: os.path.getsize(copy) == 5, START_S))
        self.assertEqual(command.end(), 0)

    def test_a_folder_that_another_takes_the_place_of(self):
        folder = self.scratch.join("folder")
        os.mkdir(folder)
        self.document = os.path.join(folder, "first.md")
        self.save(DOCUMENT)
        command = self.watch()
        shutil.copytree(folder, folder + ".new")
        os.rename(folder, folder + ".old")
        os.rename(folder + ".new", folder)
        self.save(DOCUMENT.replace("A paragraph", "In another folder"))
        self.becomes("In another folder")
        self.save(DOCUMENT.replace("A paragraph", "In the same again"))
        self.becomes("In the same again")
        shutil.rmtree(folder)
        os.rename(folder + ".old", folder)
        self.save(DOCUMENT.replace("A paragraph", "In the first one"))
        self.becomes("In the first one")
        said = len(command.text)
        shutil.rmtree(folder)
        command.wait_for("cannot be read", said)
        os.mkdir(folder)
        self.save(DOCUMENT.replace("A paragraph", "Back at last"))
        self.becomes("Back at last")
        self.save(DOCUMENT.replace("A paragraph", "And to stay"))
        self.becomes("And to stay")
        self.assertEqual(command.end(), 0)

    def test_two_documents(self):
        other = self.scratch.join("first.es.md")
        spanish = DOCUMENT.replace("lang: en", "lang: es")
        with open(other, "w", encoding="utf-8") as stream:
            stream.write(spanish)
        command = self.start("watch", "-o", self.capsule, self.document, other)
        command.wait_for(r"written")
        with open(other, "w", encoding="utf-8") as stream:
            stream.write(spanish.replace("A paragraph", "Un texto"))
        self.becomes("Un texto", "es/first.gmi")
        self.assertEqual(command.end(), 0)

    def test_wrong_usage(self):
        for arguments in (["watch"], ["watch", "-o"], ["watch", "-x", "a.md"],
                          ["preview"], ["preview", "--gemini"], ["preview", "-x", "a"]):
            with self.subTest(" ".join(arguments)):
                result = subprocess.run([LOZENGE, *arguments], capture_output=True,
                                        timeout=START_S, check=False)
                self.assertEqual(result.returncode, 2)


class Preview(Watching):
    def fetch(self, url):
        return subprocess.run([LOZENGE, "get", "--insecure", url], text=True,
                              capture_output=True, timeout=START_S, check=False)

    def preview(self, *arguments):
        command = self.start("preview", *arguments, self.document,
                             TMPDIR=self.scratch.path)
        command.wait_for(r"Ctrl-C ends")
        command.wait_for(r"written")
        return command

    def leftovers(self):
        return [name for name in os.listdir(self.scratch.path)
                if name.startswith("lozenge-preview")]

    def test_both_protocols_until_ctrl_c(self):
        command = self.preview()
        gemini = command.wait_for(r"gemini://localhost:\d+/").group()
        gopher = command.wait_for(r"gopher://localhost:\d+/").group()
        self.assertIn("A paragraph", self.fetch(gemini + "first.gmi").stdout)
        self.assertIn("A paragraph", self.fetch(gopher + "0/first.txt").stdout)
        self.save_by_renaming(DOCUMENT.replace("A paragraph", "Seen at once"))
        self.assertTrue(until(
            lambda: "Seen at once" in self.fetch(gemini + "first.gmi").stdout, START_S))
        self.assertEqual(len(self.leftovers()), 1)
        self.assertEqual(command.end(), 0)
        self.assertEqual(self.leftovers(), [])
        self.assertEqual(self.fetch(gemini).returncode, 1)

    def test_a_broken_document_waits_to_be_mended(self):
        self.save(DOCUMENT.replace("(#second)", "(#secund)"))
        command = self.start("preview", "--gopher", "off", self.document,
                             TMPDIR=self.scratch.path)
        command.wait_for(r"error: ")
        command.wait_for(r"Ctrl-C ends")
        self.assertNotIn("gopher://", command.text)
        self.save(DOCUMENT)
        command.wait_for(r"written")
        gemini = command.wait_for(r"gemini://localhost:\d+/").group()
        self.assertIn("A paragraph", self.fetch(gemini + "first.gmi").stdout)
        self.assertEqual(command.end(signal.SIGTERM), 0)
        self.assertEqual(self.leftovers(), [])

    def test_a_port_that_cannot_be_had(self):
        command = self.start("preview", "--gemini", "nonsense", self.document,
                             TMPDIR=self.scratch.path)
        command.wait_for(r"nonsense")
        self.assertEqual(command.process.wait(STOP_S), 1)
        self.assertEqual(self.leftovers(), [])
