"""What the author's program is tortured at, and how each run is judged."""

import collections
import os
import shutil
import signal
import stat
import subprocess

LOZENGE = os.path.abspath(os.environ.get("LOZENGE", "build/lozenge"))
LIBRARY = os.path.abspath(os.environ.get("INJECT_LIBRARY", "inject.so"))
PATIENCE_S = 60

OLD = """\
---
title: "A guide"
lang: en
summary: "What it is."
reviewed: 2026-01-15
---

Old text.

## Gone {#gone}

[A sheet](old/deep/sheet.pdf) that goes.
"""

NEW = """\
---
title: "A guide: the second edition"
lang: en
summary: "What it is &amp; what helps."
reviewed: 2026-01-15
next-review: 2090-01-15
url: gemini://example.org/
changes:
  - date: 2026-01-15
    text: New tables
---

New text with a note[^a], [an address](https://example.org/a\\_b) and *words*.

## First {#first}

| sign | after |
|------|-------|
| pain | 1 week |
| heat | 2 days |

1. one
2. two, and [the second page](#second)

## Second {#second}

[A sheet](new/deep/sheet.pdf).

```text plan
  a plan
```

[^a]: The note.
"""

SPANISH = NEW.replace("lang: en", "lang: es").replace("#first", "#uno").replace(
    "#second", "#dos").replace("[A sheet](new/deep/sheet.pdf).", "Nada.")

BAD_PAGE = "# A page\n=> nowhere.gmi\n\x01\n"

# What is done, whether something stands there before, and the command.
Work = collections.namedtuple("Work", "name, before, command")

BUILD = ["build", "-o", "capsule", "new.md", "new.es.md"]
WORKS = [
    Work("build_anew", [], BUILD),
    Work("build_over", [["build", "-o", "capsule", "old.md"]], BUILD),
    Work("index", [["build", "--no-search", "-o", "capsule", "new.md"]], ["index", "capsule"]),
    Work("lint", [["build", "-o", "capsule", "new.md"]], ["lint", "capsule"]),
    Work("init", [], ["init", "started.md"]),
]


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def snapshot(folder):
    """Every file and folder: its name -> (mode, content)."""
    found = {}
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else None
        found[str(path.relative_to(folder))] = (stat.S_IMODE(path.stat().st_mode), content)
    return found


def files_of(found):
    """The files alone: an empty folder for them is no harm."""
    return {name: entry for name, entry in found.items() if entry[1] is not None}


def is_seen(name):
    """Is it a file or folder that a reader could get?"""
    return not any(part.startswith(".") for part in name.split("/"))


class Trial:
    """One work, done again and again from the same beginnings."""

    def __init__(self, work, folder):
        self.work = work
        self.start, self.place, self.told = folder / "start", folder / "place", folder / "told"
        write(self.start / "old.md", OLD)
        write(self.start / "new.md", NEW)
        write(self.start / "new.es.md", SPANISH)
        write(self.start / "old/deep/sheet.pdf", "old")
        write(self.start / "new/deep/sheet.pdf", "new" * 30000)
        for command in work.before:
            subprocess.run([LOZENGE, *command], cwd=self.start, check=True, capture_output=True)
        if work.name == "lint":
            write(self.start / "capsule/bad.gmi", BAD_PAGE)
        self.before = snapshot(self.start)
        self.begin_again()
        self.done = self.execute()
        self.after = snapshot(self.place)

    def begin_again(self):
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.start, self.place, symlinks=True)

    def execute(self, fault=None):
        environment = dict(os.environ)
        if fault:
            environment.update(LD_PRELOAD=LIBRARY, INJECT=fault, INJECT_TOLD=str(self.told))
        return subprocess.run([LOZENGE, *self.work.command], cwd=self.place, env=environment,
                              capture_output=True, timeout=PATIENCE_S, check=False)

    def run(self, call, number, fault):
        """(how it ended, what was wrong); None if the call was not reached."""
        self.begin_again()
        self.told.unlink(missing_ok=True)
        try:
            ended = self.execute("%s:%d:%s" % (call, number, fault))
        except subprocess.TimeoutExpired:
            return "hung", ["it hung"]
        if not self.told.exists():
            return None, []
        found = snapshot(self.place)
        wrong = list(self.judge(ended, found, call, fault)) + list(self.judge_next())
        return self.name_of(ended), wrong

    @staticmethod
    def name_of(ended):
        if ended.returncode < 0:
            return "killed" if ended.returncode == -signal.SIGKILL else "crashed"
        return "status %d" % ended.returncode

    def judge(self, ended, found, call, fault):
        if ended.returncode == -signal.SIGKILL and fault == "kill":
            pass
        elif ended.returncode == 0:
            if self.done.returncode != 0 or ended.stdout != self.done.stdout:
                yield "success that is none"
            if ended.stderr != self.done.stderr or found != self.after:
                yield "success without all that it means"
        elif ended.returncode == 1:
            if not ended.stderr and not ended.stdout:
                yield "failure without a word"
            if call == "allocation" and files_of(found) != files_of(self.before):
                yield "memory failed, and something has changed"
        else:
            yield "%s: %s" % (self.name_of(ended), ended.stderr[-200:])
        for name, entry in found.items():
            if is_seen(name) and not name.endswith(".lozenge-new") and entry not in (self.before.get(name), self.after.get(name)):
                yield "%s is neither the old one nor the new" % name

    def judge_next(self):
        # A document that stands there is not written again.
        if self.work.name == "init":
            (self.place / "started.md").unlink(missing_ok=True)
        ended = self.execute()
        if ended.returncode != self.done.returncode:
            yield "the next run fails: %s" % ended.stderr[-200:]
        elif snapshot(self.place) != self.after:
            yield "the next run leaves something else"
