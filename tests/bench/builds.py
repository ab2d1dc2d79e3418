"""What it takes to make a capsule, its index and web pages of a large document.

Beside lozenge, where it is installed, lowdown makes one gemtext of the same document.
"""

import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

import searches
from contenders import ON_SERVER_CORE
from server import LOZENGE

LEAFLET = pathlib.Path(__file__).parents[2] / "capsule" / "leaflet.md"
LARGE_BYTES = 10_000_000
ROUNDS = 5

# Some file systems take long to find room for files when many have just been removed.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def write_leaflet(path, size):
    """The shipped leaflet, its pages made so long that there are so many bytes.

    Its footnotes are left out: lowdown needs the square of their number.
    """
    text = LEAFLET.read_text(encoding="utf-8")
    text = re.sub(r"^\[\^[^]]+\]:.*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"\[\^[^]]+\]", "", text)
    first, *pages = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    times = round(size / len(text.encode()))
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(first)
        for page in pages:
            heading, body = page.split("\n", 1)
            stream.write(heading + "\n")
            for number in range(times):
                # A name that was given is that of one heading.
                stream.write(body if number == 0 else re.sub(r" \{#[^}]+\}", "", body))


def kinds(document):
    """What is measured, by name: a command that ends with where its output goes."""
    yield "without an index", [LOZENGE, "build", "--no-search", document, "-o"]
    yield "with its index", [LOZENGE, "build", document, "-o"]
    yield "as web pages", [LOZENGE, "export", document, "-o"]
    if shutil.which("lowdown"):
        yield "lowdown, one gemtext", ["lowdown", "-Tgemini", document, "-o"]


def run_once(command, output):
    """Processor seconds, and the peak in MiB."""
    process = subprocess.Popen([*ON_SERVER_CORE, *command, output],
                               stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError("%s ended with status %d" % (command[:2], process.returncode))
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def spread(values, form):
    return "%s (%s-%s)" % tuple(form % value for value in (
        statistics.median(values), min(values), max(values)))


def measure_document(title, document):
    runs = {}
    for _ in range(ROUNDS):
        for name, command in kinds(document):
            with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
                runs.setdefault(name, []).append(
                    run_once(command, os.path.join(folder, "made")))
    print("\nMaking %s, %.1f MB" % (title, os.path.getsize(document) / 1e6))
    print("  %-26s %-20s %-18s %8s" % ("", "CPU s", "ratio", "peak MiB"))
    first = [used for used, _ in next(iter(runs.values()))]
    for name, rows in runs.items():
        used = [row[0] for row in rows]
        print("  %-26s %-20s %-18s %8.0f" % (
            name, spread(used, "%.2f"),
            spread([each / base for each, base in zip(used, first)], "%.2f"),
            statistics.median(row[1] for row in rows)))
    sys.stdout.flush()


def measure(scratch):
    words = searches.vocabulary()
    document = scratch.join("made.md")
    for part in (2, 1):
        write_leaflet(document, LARGE_BYTES // part)
        measure_document("a few long pages", document)
    for part in (2, 1):
        searches.write_document(document, searches.PAGES // part, words)
        measure_document("%d pages" % (searches.PAGES // part), document)
    os.remove(document)
