#!/usr/bin/env python3
"""make lint: the maps name every file, each module is tested, no circles.

Read from the sources alone.  What is wrong is printed, a line each; the exit
status is 1 if there is anything.
"""

import collections
import fnmatch
import pathlib
import re
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent
TREES = ("lib", "server", "tools", "tests")
SUFFIXES = {".awk", ".c", ".h", ".ld", ".py", ".sh", ".tsv"}

# A folder is one idea: what is larger is two.  lib/text is a library of its own.
FOLDER_MAX = 40
LARGE_FOLDERS = {"lib/text"}

SOURCES = [path.relative_to(TOP) for tree in TREES
           for path in sorted((TOP / tree).rglob("*"))
           if path.suffix in SUFFIXES and path.is_file()]

# Unit tests stand where their subject does: the map need not repeat them.
MIRROR = re.compile(r"tests/(lib|server|tools)/.*test_\w+\.c|tests/fuzz/fuzz_\w+\.c")


def entries(tree):
    """(folder, pattern) of each line in the map of a tree."""
    folder = None
    for line in (TOP / tree / "README.md").read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"#+ .*?`([a-z_/-]+)/`", line):
            folder = heading.group(1)
        elif line.startswith("#"):
            folder = None
        elif folder and (entry := re.match(r"([\w./*\[\]-]+)  +\S", line)):
            yield folder, entry.group(1)


def map_faults(tree):
    named = collections.Counter()
    for folder, pattern in entries(tree):
        found = [path for path in SOURCES if str(path.parent) == folder
                 and fnmatch.fnmatch(path.name, pattern)]
        named.update(found)
        whole = 2 if pattern.endswith(".[ch]") else 1
        if len(found) < whole:
            yield "%s/README.md names %s/%s, which is not there" % (tree, folder, pattern)
    for path in SOURCES:
        if path.parts[0] != tree or MIRROR.fullmatch(str(path)):
            continue
        if named[path] != 1:
            yield "%s: named %d times in %s/README.md" % (path, named[path], tree)


def covered_elsewhere():
    """The patterns of tests/README.md's list of modules without a test."""
    text = (TOP / "tests/README.md").read_text(encoding="utf-8")
    section = text.partition("## Tested through others")[2]
    return re.findall(r"^([a-z][\w/*.-]+)  +\S", section, re.M)


def tests_named():
    """The tests that those lines name; test_a and test_b, or test_a, test_b."""
    text = (TOP / "tests/README.md").read_text(encoding="utf-8")
    section = text.partition("## Tested through others")[2]
    return re.findall(r"\b(test_\w+)", section)


def test_faults():
    """Each module has a test where it stands, or a line that says which has."""
    patterns = covered_elsewhere()
    used = set()
    for path in SOURCES:
        if path.suffix != ".c" or path.parts[0] == "tests":
            continue
        test = TOP / "tests" / path.parent / ("test_%s.c" % path.stem)
        fitting = {pattern for pattern in patterns
                   if fnmatch.fnmatch(str(path.with_suffix("")), pattern)}
        if test.exists():
            continue
        used |= fitting
        if not fitting:
            yield "%s: no test, and no line in tests/README.md" % path
    for pattern in sorted(set(patterns) - used):
        yield "tests/README.md: nothing needs the line %s" % pattern
    tests = {path.stem for path in SOURCES if path.parts[0] == "tests"}
    for name in sorted(set(tests_named()) - tests):
        yield "tests/README.md names %s, which is not there" % name


def folder_faults():
    sizes = collections.Counter(str(path.parent) for path in SOURCES
                                if path.parts[0] != "tests")
    for folder, size in sizes.items():
        if size > FOLDER_MAX and folder not in LARGE_FOLDERS:
            yield "%s: %d files, more than %d" % (folder, size, FOLDER_MAX)


def include_graph():
    """Which module includes which; name.c and name.h are one module."""
    graph = collections.defaultdict(set)
    for path in SOURCES:
        if path.suffix not in {".c", ".h"} or path.parts[0] == "tests":
            continue
        text = (TOP / path).read_text(encoding="utf-8")
        for name in re.findall(r'^#include "([\w./]+)\.h"', text, re.M):
            if name != path.stem:
                graph[path.stem].add(name)
    return graph


def circles(graph):
    """Each set of modules that include one another (Tarjan)."""
    index, low, stack, found = {}, {}, [], []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in sorted(graph.get(node, ())):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            place = stack.index(node)
            members = stack[place:]
            del stack[place:]
            if len(members) > 1:
                found.append(members)

    for node in sorted(graph):
        if node not in index:
            visit(node)
    return found


def circle_faults():
    for members in circles(include_graph()):
        yield "include one another: %s" % " ".join(sorted(members))


def main():
    faults = [fault for tree in TREES for fault in map_faults(tree)]
    faults += [*test_faults(), *folder_faults(), *circle_faults()]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
