"""Searches in a large capsule: what they cost.

Beside lozenged, where it is installed, gophernicus runs the search that Gopher servers
usually have: a CGI script that looks through all files.
"""

import itertools
import os
import random
import statistics
import subprocess

import contenders
import processes
from contenders import ON_CLIENT_CORE
from programs import Load
from server import LOZENGE
from tls_client import plain_get

PAGES = 10_000
ROUND_S = 1

# Words by how common they are: the first is on nearly every page.
RANKS = (1, 10, 100, 1000, 10_000)

FRONT = "---\ntitle: Large\nlang: en\nsummary: Many pages.\nreviewed: 2026-01-31\n---\n\nText.\n"

SCRIPT = """\
#!/bin/sh
cd '%s' && grep -il -- "$QUERY_STRING" *.gmi | head -20 |
    while read -r page; do
        printf '1%%s\\t/%%s\\tlocalhost\\t70\\r\\n' "$(head -1 "$page")" "$page"
    done
"""


def vocabulary():
    """Words that look like some language's, the same in each run."""
    chance = random.Random(1)
    return sorted({"".join(chance.choice("bcdfglmnprst") + chance.choice("aeiou")
                           for _ in range(chance.randint(2, 4))) for _ in range(60_000)},
                  key=lambda word: chance.random())


def write_document(path, pages, words):
    """A document of so many pages, its words as frequent as words are."""
    chance = random.Random(2)
    weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(words))))
    with open(path, "w", encoding="ascii") as stream:
        stream.write(FRONT)
        for number in range(pages):
            stream.write("\n## Page %d\n" % number)
            for _ in range(3):
                stream.write("\n### %s\n" % " ".join(chance.choices(words, k=3)).capitalize())
                for _ in range(2):
                    stream.write("\n%s.\n" % " ".join(
                        chance.choices(words, cum_weights=weights, k=28)).capitalize())


def build(document, directory):
    """Build the capsule to search; how large its index is."""
    subprocess.run([LOZENGE, "build", "-o", directory, document],
                   stdout=subprocess.DEVNULL, check=True)
    print("\nThe index of %d pages has %.1f MiB, the pages %.1f MiB" % (
        PAGES, os.path.getsize(directory + "/.lozenge-search") / 2**20,
        sum(os.path.getsize(os.path.join(directory, name)) for name in os.listdir(directory)
            if name.endswith(".gmi")) / 2**20))


def search_pid(server):
    """The search process: the child that only pairs and its lifeline are open in."""
    for pid in processes.children(server.process.pid):
        names = [os.readlink("/proc/%d/fd/%s" % (pid, fd))
                 for fd in os.listdir("/proc/%d/fd" % pid)]
        if any(name.endswith("/.lozenge-search") for name in names):
            return pid
    raise RuntimeError("no process has the index open")


def measure_once(address, selector, pid=None, expected="i"):
    used = processes.processor_s(pid) if pid else 0.0
    found = Load(address, "gopher", ROUND_S, clients=1, path=selector, expected=expected,
                 wrapper=ON_CLIENT_CORE, wait_s=30).figures()
    used = processes.processor_s(pid) - used if pid else 0.0
    return found["p50_us"] / 1000, used * 1000 / max(found["ok"], 1), found["failed"]


def measure_searches(root, server, words):
    print("\nSearching %d pages over Gopher, one client, words by how common they are" % PAGES)
    print("  %-26s %12s %22s %8s" % ("", "median ms", "CPU ms in the process", "failed"))
    plain_get(server.gopher, b"/search\ta\r\n")  # which opens the index
    pid = search_pid(server)
    before = processes.pss_kib(pid)
    medians = []
    for rank in RANKS:
        wait_ms, used_ms, failed = measure_once(
            server.gopher, "/search\t" + words[rank], pid)
        medians.append(used_ms)
        print("  %-26s %12.2f %22.2f %8d" % ("word number %d" % rank, wait_ms, used_ms, failed))
    pair = "%s %s" % (words[100], words[1000])
    wait_ms, used_ms, failed = measure_once(server.gopher, "/search\t" + pair, pid)
    print("  %-26s %12.2f %22.2f %8d" % ("two words", wait_ms, used_ms, failed))
    wait_ms, used_ms, failed = measure_once(server.gopher, "/search\tq" + words[1000], pid)
    print("  %-26s %12.2f %22.2f %8d" % ("a mistyped word", wait_ms, used_ms, failed))
    print("  median of the words: %.2f ms; memory %.1f MiB before, %.1f MiB after" % (
        statistics.median(medians), before / 1024, processes.pss_kib(pid) / 1024))


def measure_script(root, words):
    """What a script that looks through all files takes."""
    os.makedirs(root + "/cgi-bin", exist_ok=True)
    script = root + "/cgi-bin/search"
    with open(script, "w", encoding="ascii") as stream:
        stream.write(SCRIPT % root)
    os.chmod(script, 0o755)
    one = contenders.gophernicus(root)
    if one is None:
        return
    try:
        wait_ms, _, failed = measure_once(one.address, "/cgi-bin/search?" + words[1000],
                                          expected="1")
        print("  %-26s %12.2f %22s %8d" % ("gophernicus, CGI with grep", wait_ms, "", failed))
    finally:
        one.stop()


def measure(scratch, certs):
    words = vocabulary()
    document, root = scratch.join("large.md"), scratch.join("large")
    write_document(document, PAGES, words)
    build(document, root)
    server = contenders.lozenged(root, certs)
    server.start()
    try:
        measure_searches(root, server, words)
    finally:
        server.stop()
    measure_script(root, words)
