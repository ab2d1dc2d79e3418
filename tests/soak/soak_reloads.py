"""Reloads under load, a third of which must be refused."""

import signal
import subprocess
import time

import capsule
import processes
from form import require
from programs import Load, failures_by_kind
from server import Scratch, Server, until

# What memory may differ by from one moment to another.
PSS_NOISE_KIB = 512
RELOAD_S = 20.0
WORKERS = 2

CONFIGURATION = """\
gemini = "127.0.0.1:0"
gopher = "127.0.0.1:0"
{extra}
capsule "localhost" {{
    root = "{base}/root"
    certificate = "{base}/{pem}"
    key = "{base}/{pem}"
}}
"""


class Files:
    """A capsule, a certificate, one that is none; and what names them."""

    def __init__(self, base):
        self.base = base
        capsule.make_page(base)
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
             "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=localhost", "-days", "30",
             "-keyout", base + "/good.pem", "-out", base + "/good.crt"],
            check=True, capture_output=True)
        with open(base + "/good.crt", encoding="ascii") as certificate, \
                open(base + "/good.pem", "a", encoding="ascii") as pem:
            pem.write(certificate.read())
        with open(base + "/broken.pem", "w", encoding="ascii") as pem:
            pem.write("-----BEGIN CERTIFICATE-----\nbroken\n")

    def configuration(self, extra="", pem="good.pem"):
        return CONFIGURATION.format(base=self.base, extra=extra, pem=pem)

    def all(self):
        """(text, whether it works), over and over: every third is broken."""
        return [(self.configuration(), True),
                (self.configuration("padding = 1024"), True),
                (self.configuration("no-such-option = 1"), False),
                (self.configuration("gopher-width = 60"), True),
                (self.configuration("rate = 0"), True),
                (self.configuration(pem="broken.pem"), False)]


def reload_once(server, text, works):
    """Reload; how many seconds until the server has said what came of it."""
    start = len(server.lines)
    began = time.monotonic()
    server.configure(text)
    server.signal(signal.SIGHUP)
    line = server.wait_for_line(r"reloaded|the old one stays", RELOAD_S, start)
    require(("not" not in line) == works, "unexpected: %s", line)
    return time.monotonic() - began


def at_rest(server):
    """(descriptors, KiB), once no old generation is left."""
    require(until(lambda: len(server.children()) == WORKERS + 1, 20),
            "processes are left: %s", server.children())
    require(server.is_idle(), "connections are left: %s", server.connections())
    return server.descriptors(), processes.pss_kib(server.process.pid)


def reloads(form):
    rounds = 200 if form.long else 15
    with Scratch() as scratch:
        files = Files(scratch.path)
        with Server(None, configuration=files.configuration(),
                    workers=WORKERS) as server:
            _reloads(form, server, files.all(), rounds)


def _some(server, kinds, count):
    """So many reloads under load: (seconds each took, the loads' figures)."""
    loads = [Load(server.gemini, "gemini", 3600, clients=8, pause_ms=25),
             Load(server.gopher, "gopher", 3600, clients=8, pause_ms=25)]
    try:
        times = []
        for i in range(count):
            times.append(reload_once(server, *kinds[i % len(kinds)]))
            time.sleep(0.1)
        return times, [load.stop() for load in loads]
    finally:
        for load in loads:
            load.kill()


def _reloads(form, server, kinds, rounds):
    _some(server, kinds, len(kinds))  # all that is allocated once, is now
    descriptors, pss = at_rest(server)
    times, found = _some(server, kinds, rounds)
    descriptors_after, pss_after = at_rest(server)

    form.say("%d reloads, every third refused as it must be; %.2f s each, %.2f s at most",
             rounds, sum(times) / rounds, max(times))
    form.say("%d gemini and %d gopher requests meanwhile, %d failed (%s)",
             found[0]["ok"], found[1]["ok"], found[0]["failed"] + found[1]["failed"],
             failures_by_kind(*found))
    form.say("longest: gemini %.0f ms, gopher %.0f ms",
             found[0]["longest_us"] / 1000, found[1]["longest_us"] / 1000)
    form.say("descriptors %s, before %s; memory %s KiB, before %s",
             descriptors_after, descriptors, pss_after, pss)
    require(sum(run["failed"] for run in found) == 0, "requests failed")
    require(min(run["ok"] for run in found) > rounds, "there was no load")
    require(descriptors_after == descriptors, "descriptors are not level")
    if pss is not None:
        require(pss_after <= pss + PSS_NOISE_KIB, "memory is not level")
