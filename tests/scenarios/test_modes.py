"""The catalogues again, with the server set up in each other way.

A sample is enough every day, another part of the rows in each mode; with
EVERY_ROW set in the environment it is all of them.
"""

import dataclasses
import os
import pathlib
import re

import s_client
from row import read_rows
from server import Server
from test_catalogue import Lane, RowTest, Shared

HERE = pathlib.Path(__file__).parent
SAMPLE = 1 if os.environ.get("EVERY_ROW") else 10

CONFIGURATION = """\
gemini = "127.0.0.1:0"
gopher = "127.0.0.1:0"
{options}
capsule "localhost" {{ root = "{root}" }}
capsule "second.example" {{ root = "{base}/second" }}
"""

PROXY = """\
proxy-from = 127.0.0.1
listener "127.0.0.1:0" { proxy = yes }
listener "127.0.0.2:0" { protocol = gopher  proxy = yes }
"""


@dataclasses.dataclass
class Mode:
    name: str
    options: str = ""
    workers: int = 1
    behind_proxy: bool = False


MODES = [
    Mode("several_workers", workers=3),
    Mode("strict_sandbox", "sandbox = strict"),
    Mode("sandbox_off", "sandbox = off"),
    Mode("key_in_worker", "key-isolation = off"),
    Mode("behind_proxy", PROXY, behind_proxy=True),
    Mode("all_at_once", PROXY + "sandbox = strict\nkey-isolation = off\npadding = 0\n",
         workers=2, behind_proxy=True),
]

# What takes connections of its own, without the proxy's word.
NOT_BEHIND_PROXY = re.compile("@(%s)" % "|".join([*s_client.NEEDED, "resume"]))


def proxied(row):
    """The same row from behind a proxy."""
    return dataclasses.replace(
        row, request=r"@proxy PROXY TCP4 192.0.2.1 192.0.2.2 50000 1965\r\n@tls " + row.request)


class ModeTest(RowTest):
    def id(self):
        return "modes.%s.%s" % (self.lane.mode.name, super().id())


class ModeLane(Lane):
    def __init__(self, mode, protocol, version, rows):
        super().__init__(protocol, version, rows)
        self.mode = mode
        self.tests = [ModeTest(self, row) for row in rows]

    def start(self):
        if self.server is None:
            shared = Shared.get()
            text = CONFIGURATION.format(options=self.mode.options, root=shared.root,
                                        base=shared.scratch.path)
            self.server = Server(None, configuration=text, workers=self.mode.workers)
            self.server.__enter__()
            self.ask_root()
        return self.server

    def target(self, request):
        target = super().target(request)
        if self.mode.behind_proxy:
            host = "127.0.0.1" if self.protocol == "gemini" else "127.0.0.2"
            target.address = (host, self.server.ports[self.protocol][1])
        return target


def lanes():
    for number, mode in enumerate(MODES):
        for protocol, version in (("gemini", "1.3"), ("gopher", "")):
            rows = [row for row in read_rows(HERE / (protocol + ".tsv")) if not row.is_slow()]
            if mode.behind_proxy:
                rows = [proxied(row) for row in rows
                        if not NOT_BEHIND_PROXY.search(row.request)]
            yield 2, ModeLane(mode, protocol, version, rows[number::SAMPLE]).tests
