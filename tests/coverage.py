#!/usr/bin/env python3
"""make cov: lines covered per file, from gcovr's table; those under 85 % last.

    coverage.py CSV
"""

import csv
import sys

ENOUGH = 0.85


def main():
    with open(sys.argv[1], newline="", encoding="utf-8") as stream:
        rows = [(row["filename"], int(row["line_covered"]), int(row["line_total"]))
                for row in csv.DictReader(stream)]
    rows = [row for row in rows if row[2] > 0]
    for name, covered, total in rows:
        print("%5.1f %%  %5d of %5d  %s" % (100 * covered / total, covered, total, name))
    thin = sorted((row for row in rows if row[1] < ENOUGH * row[2]),
                  key=lambda row: row[1] / row[2])
    print("\nunder %.0f %% of lines:" % (100 * ENOUGH))
    for name, covered, total in thin:
        print("%5.1f %%  %s" % (100 * covered / total, name))
    covered, total = sum(row[1] for row in rows), sum(row[2] for row in rows)
    print("coverage: %d of %d lines in %d files (%.1f %%); %d files under %.0f %%"
          % (covered, total, len(rows), 100 * covered / max(total, 1), len(thin), 100 * ENOUGH))
    return 0 if rows else 1


if __name__ == "__main__":
    sys.exit(main())
