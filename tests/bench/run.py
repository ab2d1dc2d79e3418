#!/usr/bin/env python3
"""Measure lozenged beside the barest servers there are, and beside others.

    run.py [PATTERN]...     only the tables whose title holds one of the patterns

Each table is measured in rounds, in which every server has its turn, so that a
change of the machine's speed hits them all.  What is printed is the median of
the rounds, with the least and the most in brackets; see README for the rest.
"""

import os
import pathlib
import resource
import signal
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "scenarios")]

import builds
import contenders
import processes
import searches
import server
from contenders import (LARGE, MEDIUM, ON_CLIENT_CORE, ON_SERVER_CORE, SMALL, Bare,
                        Lozenged, lozenged)
from programs import Hold, Load, program
from server import Scratch, until
from tls_client import gemini_get, plain_get

ROUNDS = int(os.environ.get("ROUNDS", 5))
ROUND_S = 1
IDLE_CLIENTS = 500
START_RUNS = 21


def spread(values, digits=0):
    """The median, the least and the most, as text."""
    form = "%%.%df" % digits
    return "%s (%s-%s)" % tuple(form % value for value in (
        statistics.median(values), min(values), max(values)))


def client_s():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Table:
    """One measure of several servers; the last one is what to divide by."""

    def __init__(self, title, protocol, path, clients, servers, **options):
        self.title = title
        self.protocol = protocol
        self.path = path
        self.clients = clients
        self.servers = [each for each in servers if each is not None]
        self.options = options
        self.per_mb = path == LARGE

    def measure_once(self, one):
        used, began, client = processes.processor_s(one.pid), time.monotonic(), client_s()
        expected = "" if isinstance(one, Bare) else None
        found = Load(one.address, self.protocol, ROUND_S,
                     clients=min(self.clients, one.clients_max),
                     path=self.path, expected=expected, wrapper=ON_CLIENT_CORE,
                     wait_s=10, **self.options).figures()
        seconds = time.monotonic() - began
        count = found["bytes"] / 1e6 if self.per_mb else found["ok"]
        used = processes.processor_s(one.pid) - used
        return {"us": used * 1e6 / max(count, 1), "rate": count / found["seconds"],
                "p99": found["p99_us"] / 1000, "failed": found["failed"],
                "busy": used / seconds, "client": (client_s() - client) / seconds}

    def run(self):
        runs = {one.name: [] for one in self.servers}
        for _ in range(ROUNDS):
            for one in self.servers:
                runs[one.name].append(self.measure_once(one))
        self.print(runs)

    def print(self, runs):
        unit = "MB" if self.per_mb else "request"
        print("\n%s, %d clients" % (self.title, self.clients))
        print("  %-26s %-20s %-18s %-24s %8s %7s %7s" % (
            "", "CPU us/" + unit, "ratio", "MB/s" if self.per_mb else "requests/s",
            "p99 ms", "failed", "client"))
        least = [run["us"] for run in runs[self.servers[-1].name]]
        for name, rows in runs.items():
            ratios = [row["us"] / max(base, 1e-9) for row, base in zip(rows, least)]
            print("  %-26s %-20s %-18s %-24s %8.1f %7d %6.0f%%" % (
                name, spread([row["us"] for row in rows]), spread(ratios, 2),
                spread([row["rate"] for row in rows]),
                statistics.median(row["p99"] for row in rows),
                sum(row["failed"] for row in rows),
                100 * statistics.median(row["client"] for row in rows)))
        sys.stdout.flush()


class Bench:
    """All servers, started once, and the tables."""

    def __init__(self, scratch):
        self.scratch = scratch
        self.root = scratch.join("root")
        self.certs = scratch.join("certs")
        self.started = []
        contenders.make_files(self.root)

    def keep(self, one):
        """Note what is to be stopped in the end; wait until it listens."""
        if one is not None:
            self.started.append(one)
            one.wait()
        return one

    def start(self):
        self.isolated = lozenged(self.root, self.certs)
        self.isolated.start()
        self.shared = lozenged(self.root, self.certs, isolation="off")
        self.shared.start()
        contenders.write_menu(self.isolated, self.root)
        self.tls = ["-c", self.certs + "/localhost.crt", "-k", self.certs + "/localhost.key"]
        self.molly = self.keep(contenders.molly_brown(self.root, self.certs, self.scratch))
        self.gophernicus = self.keep(contenders.gophernicus(self.root))
        self.pygopherd = self.keep(contenders.pygopherd(self.root, self.scratch))

    def stop(self):
        for one in self.started:
            one.stop()
        server.kill_all()

    def bare(self, name, path, *options):
        file = () if path == SMALL else ("-f", self.root + path)
        return self.keep(Bare(name, program("bare"), "serve", *options, *file))

    def gemini_servers(self, path, with_key=True):
        yield Lozenged("lozenged", self.isolated, "gemini")
        if with_key:
            yield Lozenged("lozenged, key in worker", self.shared, "gemini")
        yield self.molly
        yield self.bare("bare TLS loop", path, *self.tls)

    def gopher_servers(self, path):
        yield Lozenged("lozenged", self.isolated, "gopher")
        yield self.gophernicus
        yield self.pygopherd
        yield self.bare("bare loop", path)

    def tables(self):
        page = "Gemini page, full %s handshake"
        yield Table(page % "TLS 1.3", "gemini", SMALL, 32, self.gemini_servers(SMALL))
        yield Table(page % "TLS 1.2", "gemini", SMALL, 32, self.gemini_servers(SMALL),
                    older=True)
        yield Table(page % "TLS 1.3", "gemini", SMALL, 256, self.gemini_servers(SMALL, False))
        yield Table("Gopher menu", "gopher", SMALL, 32, self.gopher_servers(SMALL))
        for path, size, clients in ((MEDIUM, "100 KB", 8), (LARGE, "100 MB", 1)):
            yield Table(size + " over Gemini", "gemini", path, clients,
                        self.gemini_servers(path, False))
            yield Table(size + " over Gopher", "gopher", path, clients,
                        self.gopher_servers(path))

    def shake(self):
        """What a handshake costs in memory, without a socket."""
        programs = {"lozenged": ("shake",), "lozenged, OpenSSL as is": ("shake", "-o"),
                    "bare TLS": ("bare", "shake")}
        for version, options in (("TLS 1.3", []), ("TLS 1.2", ["-2"])):
            print("\n%s handshake in memory, the server's part, page included" % version)
            runs = {name: [] for name in programs}
            for _ in range(ROUNDS):
                for name, (first, *rest) in programs.items():
                    runs[name].append(self.shake_once(first, *rest, *options))
            for name, times in runs.items():
                ratios = [each / bare for each, bare in zip(times, runs["bare TLS"])]
                print("  %-26s %-20s %s" % (name, spread(times), spread(ratios, 2)))

    def shake_once(self, name, *options):
        """Microseconds of processor time."""
        return float(subprocess.run(
            [*ON_SERVER_CORE, program(name), *options, *self.tls],
            check=True, capture_output=True, text=True).stdout)

    def memory(self):
        print("\nMemory (PSS of all processes)")
        print("  %-26s %10s %28s" % ("", "at rest", "a client after its handshake"))
        rested = lozenged(self.root, self.certs)
        rested.start()
        self.print_memory(Lozenged("lozenged", rested, "gemini"))
        rested.stop()
        if self.molly is not None:
            self.molly.stop()
            self.print_memory(self.keep(contenders.molly_brown(
                self.root, self.certs, self.scratch)))
        self.print_memory(self.bare("bare TLS loop", SMALL, *self.tls))

    def print_memory(self, one):
        gemini_get(one.address, "gemini://localhost:%d/" % one.address[1])
        time.sleep(3)  # what start-up needed has gone back by now
        rest = processes.pss_kib(one.pid)
        # The code that any client needs is no client's own.
        gemini_get(one.address, "gemini://localhost:%d/" % one.address[1])
        awake = processes.pss_kib(one.pid)
        hold = Hold(one.address, "tls", IDLE_CLIENTS, 30, wrapper=ON_CLIENT_CORE)
        try:
            held = hold.wait_until_held()
            full = processes.pss_kib(one.pid)
        finally:
            hold.kill()
        print("  %-26s %6.1f MiB %24.1f KiB" % (
            one.name, rest / 1024, (full - awake) / max(held, 1)))

    def start_up(self):
        """From the start of the program to the end of the first answer."""
        print("\nStart-up to the first whole answer\n  %-26s %20s %20s" % (
            "", "ms", "CPU ms"))
        kinds = {
            "lozenged, gemini": lambda: self.first_lozenged("gemini"),
            "lozenged, gopher": lambda: self.first_lozenged("gopher"),
            "molly-brown": self.molly and (lambda: self.first_of(
                lambda: contenders.molly_brown(self.root, self.certs, self.scratch),
                "gemini")),
            "bare TLS loop": lambda: self.first_of(
                lambda: Bare("bare", program("bare"), "serve", *self.tls), "gemini"),
        }
        kinds = {name: first for name, first in kinds.items() if first}
        times = {name: [] for name in kinds}
        for _ in range(START_RUNS):
            for name, first in kinds.items():
                times[name].append(first())
        for name, pairs in times.items():
            print("  %-26s %20s %20s" % (name, *(
                spread([value * 1000 for value in values], 1) for values in zip(*pairs))))

    def first_lozenged(self, protocol):
        ports = {name: contenders.free_port() for name in ("gemini", "gopher")}
        text = contenders.LOZENGED.format(root=self.root, isolation="on", **ports)
        file = self.scratch.join("lozenged.conf")
        with open(file, "w", encoding="ascii") as stream:
            stream.write(text)
        return self.first_of(lambda: contenders.Contender("lozenged", [
            server.LOZENGED, "-c", file, "--certs", self.certs, "--workers", "1"],
            ports[protocol]), protocol)

    def first_of(self, start, protocol):
        """Seconds on the clock, and of the processor."""
        began = time.monotonic()
        one = start()
        try:
            if not until(lambda: self.answers(one.address, protocol), 20, 0.0005):
                raise RuntimeError(one.name + " does not answer")
            return time.monotonic() - began, processes.run_s(one.pid)
        finally:
            one.stop()

    def build(self):
        builds.measure(self.scratch)

    def search(self):
        searches.measure(self.scratch, self.certs)

    def answers(self, address, protocol):
        try:
            if protocol == "gopher":
                return plain_get(address, b"\r\n").data
            return gemini_get(address, "gemini://localhost:%d/" % address[1]).data
        except OSError:
            return None

    def run(self, patterns):
        self.start()
        for table in self.tables():
            if wanted(table.title, patterns):
                table.run()
        for part in (self.shake, self.memory, self.start_up, self.build, self.search):
            if wanted(part.__name__, patterns):
                part()


def wanted(title, patterns):
    return not patterns or any(pattern in title for pattern in patterns)


def leave(number, _):
    server.kill_all()
    sys.exit(128 + number)


def main():
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    began = time.monotonic()
    with Scratch() as scratch:
        bench = Bench(scratch)
        try:
            bench.run(sys.argv[1:])
        finally:
            bench.stop()
    print("\n%d rounds of %d s each; %.0f s in all%s" % (
        ROUNDS, ROUND_S, time.monotonic() - began,
        "" if contenders.PINNED else "; one core for servers and clients alike"))


if __name__ == "__main__":
    main()
