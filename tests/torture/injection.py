"""Faults for a program to meet: which there are, and one of them at a time."""

import collections
import os
import tempfile

import server

LIBRARY = os.path.abspath(os.environ.get(
    "INJECT_LIBRARY", os.path.join(server.TOP, "build/release/tests/torture/inject.so")))

# (what is called, the faults that it may meet)
FAULTS = [
    ("allocation", ["ENOMEM"]),
    ("open", ["EMFILE", "EIO"]),
    ("openat", ["EMFILE", "EIO", "ENOSPC"]),
    ("openat2", ["EMFILE", "EIO", "EINTR"]),
    ("read", ["EIO", "EINTR", "short"]),
    ("write", ["EIO", "ENOSPC", "EINTR", "short"]),
    ("stat", ["EIO"]),
    ("fstat", ["EIO"]),
    ("fstatat", ["EIO", "ENOMEM"]),
    ("mkdir", ["ENOSPC", "EIO"]),
    ("mkdirat", ["ENOSPC", "EIO"]),
    ("rename", ["ENOSPC", "EIO"]),
    ("renameat", ["ENOSPC", "EIO"]),
    ("unlink", ["EIO"]),
    ("unlinkat", ["EIO"]),
    ("fchmod", ["EIO"]),
    ("fchmodat", ["EIO"]),
    ("close", ["EIO", "EINTR"]),
    ("fsync", ["EIO", "ENOSPC"]),
    ("syncfs", ["EIO", "ENOSPC"]),
    ("flock", ["EIO", "EINTR"]),
    ("getrandom", ["EIO", "EINTR", "short"]),
    ("fork", ["ENOMEM"]),
    ("pipe2", ["EMFILE"]),
    ("socket", ["EMFILE", "ENOMEM"]),
    ("socketpair", ["EMFILE"]),
    ("accept4", ["EMFILE", "EINTR", "ENOMEM"]),
    ("recv", ["EIO", "EINTR", "short"]),
    ("send", ["EIO", "EINTR", "short"]),
    ("any", ["kill"]),
]


class Point(collections.namedtuple("Point", "call number fault")):
    """The Nth call of a name, and what becomes of it."""

    def __str__(self):
        return "INJECT=%s:%d:%s" % self


class Injection:
    """The environment that makes a program meet a fault, while it lasts."""

    def __init__(self, point):
        handle, self.path = tempfile.mkstemp(prefix="lozenge-inject.")
        os.fchmod(handle, 0o666)
        os.write(handle, bytes(8))
        os.close(handle)
        self.added = {"LD_PRELOAD": LIBRARY, "INJECT": "%s:%d:%s" % point,
                      "INJECT_COUNT": self.path}

    @property
    def environment(self):
        return {**os.environ, **self.added}

    @property
    def wrapper(self):
        """The same as the beginning of a command line."""
        return ["env", *("%s=%s" % pair for pair in self.added.items())]

    def count(self):
        with open(self.path, "rb") as stream:
            return int.from_bytes(stream.read(8), "little")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.unlink(self.path)


def points_of(subject, faults=None):
    """Each fault that a run of the subject can meet, one list for each kind."""
    lists = []
    for call, kinds in faults or FAULTS:
        with Injection(Point(call, 0, kinds[0])) as injection:
            subject.attempt(injection, None)
            count = injection.count()
        lists += [[Point(call, number, kind) for number in range(1, count + 1)]
                  for kind in kinds]
    return [points for points in lists if points]


def in_turn(lists, shuffle):
    """All points, the kinds in turn, those of a kind in any order."""
    for points in lists:
        shuffle(points)
    longest = max(map(len, lists), default=0)
    return [points[turn] for turn in range(longest)
            for points in lists if turn < len(points)]
