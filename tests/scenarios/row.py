"""The rows of a catalogue: what to send, written down; what must come back."""

import csv
import dataclasses
import random
import re

ESCAPES = {"r": "\r", "n": "\n", "t": "\t", "0": "\0", "\\": "\\", '"': '"'}

# Directives that stand before the bytes, "@name" or "@name(arguments)".
DIRECTIVES = {
    "raw", "tls", "sni", "sniraw", "alpn", "split", "split_at", "hold", "noread",
    "readrate", "fin_after", "rst_after", "closenotify_after", "renegotiate",
    "keyupdate", "early", "resume", "clientcert", "badmac", "emptyrecords",
    "hello_split", "hello_records", "hello_padding", "hello_only",
    "connect_only", "grease", "heartbeat", "ccs", "warning_alerts", "proxy",
    "listener",
}


@dataclasses.dataclass
class Row:
    """One row; the request stays text until host and port are known."""
    name: str
    request: str
    expected: str
    reason: str

    def parse(self, host, port, second_host):
        """(directives, bytes): a dict of argument lists, and what is sent."""
        text = self.request.encode("utf-8").decode("latin-1")
        return _take_directives(_expand(_unescape(text), host, port, second_host,
                                        random.Random(self.name)))

    def is_slow(self):
        """Does it wait for a deadline?  Then it is given a server of its own."""
        return self.name.startswith("slow_")


_DIRECTIVE = re.compile(r"@(\w+)(?:\(([^)]*)\))?")


def read_rows(path):
    with open(path, encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        if next(rows) != ["name", "request", "expected", "reason"]:
            raise ValueError(path + ": not the header of a catalogue")
        return [Row(*fields) for fields in rows if fields]


def seconds(text):
    """'300ms' or '10s' as seconds."""
    number = float(text.rstrip("ms"))
    return number / 1000 if text.endswith("ms") else number


def _unescape(text):
    def character(match):
        what = match[1]
        return chr(int(what[1:], 16)) if what[0] == "x" else ESCAPES[what]
    return re.sub(r'\\(x[0-9a-fA-F]{2}|[rnt0\\"])', character, text)


def _fill(kind, size, authority):
    start = "gemini://%s/" % authority
    if kind == "FILLQ":
        start += "?"
    if kind == "FILLPCT":
        start += "%61" * ((size - len(start)) // 3)
    return start + "a" * (size - len(start))


def _expand(text, host, port, second_host, dice):
    """Replace the macros; the simple ones first, they may stand in a group."""
    def with_port(name):
        return name if port == 1965 else "%s:%d" % (name, port)

    simple = {"H": host, "P": str(port), "A": with_port(host), "H2": second_host,
              "A2": with_port(second_host), "H:upper": host.upper(), "H:tail": host[1:]}
    for name, value in simple.items():
        text = text.replace("{%s}" % name, value)
    text = re.sub(r"\{(FILLQ|FILLPCT|FILL):(\d+)\}",
                  lambda m: _fill(m[1], int(m[2]), with_port(host)), text)
    text = re.sub(r"\{RANDOM:(\d+)\}",
                  lambda m: dice.randbytes(int(m[1])).decode("latin-1"), text)
    text = re.sub(r"\{\(([^)]*)\)\*(\d+)\}", lambda m: m[1] * int(m[2]), text)
    return re.sub(r"\{([^*{}]+)\*(\d+)\}", lambda m: m[1] * int(m[2]), text)


def _take_directives(text):
    directives = {}
    while match := _DIRECTIVE.match(text):
        name = match[1]
        if name not in DIRECTIVES:
            raise ValueError("no such directive: @" + name)
        text = text[match.end():]
        text = text[1:] if text.startswith(" ") else text
        arguments = [part for part in (match[2] or "").split(",") if part]
        if name == "proxy":
            bytes_before, _, text = text.partition("@tls")
            arguments = [bytes_before.encode("latin-1")]
            text = "@tls" + text
        directives[name] = arguments
    return directives, text.encode("latin-1")
