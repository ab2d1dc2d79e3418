#!/usr/bin/env python3
"""make cov: lines and branches covered per file, from gcovr's table; the worst last.

    table.py CSV
"""

import csv
import sys

ENOUGH = 0.85  # of a file's lines


class File:
    """What gcovr found of one file."""

    def __init__(self, row):
        self.name = row["filename"]
        self.lines = int(row["line_covered"]), int(row["line_total"])
        self.branches = int(row["branch_covered"]), int(row["branch_total"])

    def share(self):
        """Of its lines, and of its branches where the lines are alike."""
        return ratio(self.lines), ratio(self.branches)


def ratio(counts):
    """All of nothing is covered."""
    covered, total = counts
    return covered / total if total > 0 else 1.0


def total_of(pairs):
    pairs = list(pairs)
    return sum(covered for covered, _ in pairs), sum(total for _, total in pairs)


def cell(counts):
    return "%5.1f %% %6d/%-6d" % (100 * ratio(counts), *counts)


def main():
    with open(sys.argv[1], newline="", encoding="utf-8") as stream:
        files = [File(row) for row in csv.DictReader(stream)]
    files = sorted((file for file in files if file.lines[1] > 0), key=File.share, reverse=True)
    if not files:
        print("table.py: no file was counted", file=sys.stderr)
        return 1
    print("%-22s%-22s%s" % ("lines", "branches", "file"))
    for file in files:
        print("%s %s %s" % (cell(file.lines), cell(file.branches), file.name))
    print("%s %s of all" % (cell(total_of(file.lines for file in files)),
                            cell(total_of(file.branches for file in files))))
    thin = sum(ratio(file.lines) < ENOUGH for file in files)
    print("coverage: %d files, %d of them under %.0f %% of lines"
          % (len(files), thin, 100 * ENOUGH))
    return 0


if __name__ == "__main__":
    sys.exit(main())
