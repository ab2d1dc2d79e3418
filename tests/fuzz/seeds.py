"""Seeds for a fuzzer: the inputs that the tests of its subject have.

seeds.py FUZZER DIRECTORY writes them into DIRECTORY, one a file: documents as
they are, and the texts that stand in the rows of unit tests.
"""

import hashlib
import pathlib
import re
import sys

DOCUMENTS = ("tests/tools/capsule/golden/**/*.md",
             "tests/tools/capsule/languages/**/*.md")
SOURCES = {
    "fuzz_build": DOCUMENTS + ("tests/tools/document/reading/test_*.c",
                               "tests/tools/document/checking/test_*.c"),
    "fuzz_export": DOCUMENTS + ("tests/tools/document/reading/test_*.c",),
    "fuzz_front_matter": DOCUMENTS + ("tests/tools/document/front/test_*.c",),
    "fuzz_entity": ("tests/tools/document/reading/test_*.c",),
    "fuzz_manifest": ("tests/tools/publish/test_publish.c",
                      "tests/server/site/test_site_languages.c"),
    "fuzz_config": ("tests/server/config/test_config_file.c",),
    "fuzz_counts": ("tests/server/counts/test_counts.c",),
    "fuzz_listing": ("tests/server/site/test_listing.c",),
    "fuzz_conn": ("tests/server/conn/test_conn.c",
                  "tests/lib/text/test_proxy_header.c",
                  "tests/lib/text/test_gopher_request.c",
                  "tests/lib/text/test_gemini_request.c"),
    "fuzz_doctor": ("tests/tools/doctor/test_doctor_*.c",),
    "fuzz_authority": (),
    "fuzz_text_layout": ("tests/lib/text/test_gopher_text.c",
                         "tests/lib/text/test_text_layout.c"),
}

# First bytes that mean something to the fuzzer, put before each input.
CHOICES = {"fuzz_build": [b"\0"], "fuzz_export": [b"\0"],
           "fuzz_gopher_unframe": [b"\2"],
           "fuzz_conn": [bytes((way, 4)) for way in range(4)]}

# A document that would grow: links to one far place, more than it may have.
GROWING = """---
title: T
lang: en
summary: S.
reviewed: 2026-01-31
---
## Page

%s[r]: gemini://a.example/%s
""" % ("[a][r]\n\n" * 200, "x" * 900)

STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
ROW = re.compile(r'(?:"(?:[^"\\\n]|\\.)*"\s*)+')
ESCAPE = re.compile(rb"\\(x[0-9a-fA-F]+|[0-7]{1,3}|.)", re.DOTALL)
NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"a": b"\a", b"b": b"\b",
         b"f": b"\f", b"v": b"\v"}
LONGEST = 4096


def unescape(match):
    """The byte that an escape in a C string means."""
    text = match.group(1)
    if text[:1] == b"x" and len(text) > 1:
        return bytes((int(text[1:], 16) & 255,))
    if text[:1].isdigit():
        return bytes((int(text, 8) & 255,))
    return NAMED.get(text, text)


def texts_of(path):
    """What ``path`` holds for a fuzzer: itself, or the strings of a test."""
    if path.suffix != ".c":
        return [path.read_bytes()]
    return [b"".join(ESCAPE.sub(unescape, part[1:-1].encode())
                     for part in STRING.findall(row))
            for row in ROW.findall(path.read_text())]


def sources_of(fuzzer):
    """The files that have seeds for this fuzzer."""
    subject = fuzzer.removeprefix("fuzz_")
    patterns = SOURCES.get(fuzzer, (f"tests/**/test_{subject}.c",
                                    f"tests/**/test_tls_{subject}.c"))
    return [path for pattern in patterns
            for path in sorted(pathlib.Path().glob(pattern))]


def seeds_of(fuzzer):
    """All of its seeds, without a first byte that chooses."""
    for path in sources_of(fuzzer):
        for text in texts_of(path):
            if len(text) <= LONGEST or path.suffix != ".c":
                yield text
    if fuzzer == "fuzz_build":
        yield GROWING.encode()


def main():
    """Write the seeds."""
    fuzzer, directory = sys.argv[1], pathlib.Path(sys.argv[2])
    directory.mkdir(parents=True, exist_ok=True)
    for text in seeds_of(fuzzer):
        for choice in CHOICES.get(fuzzer, [b""]):
            name = hashlib.sha256(choice + text).hexdigest()[:16]
            (directory / name).write_bytes(choice + text)


main()
