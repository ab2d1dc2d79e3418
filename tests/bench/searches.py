"""Searches in a large capsule: what they cost, and what the index costs to make.

Beside lozenged, where it is installed, gophernicus runs the search that Gopher servers
usually have: a CGI script that looks through all files.
"""

import itertools
import os
import random
import shutil
import statistics
import subprocess
import time

import contenders
import processes
from contenders import ON_CLIENT_CORE, ON_SERVER_CORE
from programs import Load
from server import LOZENGE
from tls_client import plain_get

PAGES = 10_000
BUILDS = 3
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


def build(document, directory, *options):
    """Wall and processor seconds of a build into a new directory, and its peak in MiB."""
    shutil.rmtree(directory, ignore_errors=True)
    process = subprocess.Popen([*ON_SERVER_CORE, LOZENGE, "build", *options, "-o", directory,
                                document], stdout=subprocess.DEVNULL)
    began = time.monotonic()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError("lozenge build ended with status %d" % process.returncode)
    return (time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def measure_builds(scratch, words):
    """The same with and without an index, and for half of the pages."""
    print("\nBuilding %d pages, with and without their index" % PAGES)
    print("  %-26s %10s %12s %10s" % ("", "s", "CPU s", "peak MiB"))
    root = scratch.join("large")
    for name, pages, options in (("half of the pages", PAGES // 2, ()),
                                 ("without an index", PAGES, ("--no-search",)),
                                 ("with its index", PAGES, ())):
        document = scratch.join("large.md")
        write_document(document, pages, words)
        runs = [build(document, root, *options) for _ in range(BUILDS)]
        print("  %-26s %10.2f %12.2f %10.0f" % (
            (name,) + tuple(statistics.median(run[i] for run in runs) for i in range(3))))
    print("  the index has %.1f MiB, the pages %.1f MiB" % (
        os.path.getsize(root + "/.lozenge-search") / 2**20,
        sum(os.path.getsize(os.path.join(root, name)) for name in os.listdir(root)
            if name.endswith(".gmi")) / 2**20))
    return root


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
    root = measure_builds(scratch, words)
    server = contenders.lozenged(root, certs)
    server.start()
    try:
        measure_searches(root, server, words)
    finally:
        server.stop()
    measure_script(root, words)
