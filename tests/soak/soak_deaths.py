"""Processes killed every second: who notices?"""

import os
import re
import signal
import time

import capsule
from form import require
from programs import Load, failures_by_kind
from server import PROMPT_S, Scratch, Server, until

WORKERS = 2
CLIENTS = 8
EVERY_S = 1.0


def keyholder(server):
    """The keyholder's process id, as the supervisor says it."""
    start = len(server.lines)
    server.signal(signal.SIGUSR1)
    line = server.wait_for_line(r"status: keyholder \d+", PROMPT_S, start)
    return int(re.search(r"keyholder (\d+)", line)[1])


def workers(server, holder):
    return [child for child in server.children() if child != holder]


def kill_every_second(server, seconds, victim):
    """Kill what ${victim} names, once a second, under load: (kills, figures)."""
    loads = [Load(server.gemini, "gemini", 3600, clients=CLIENTS, pause_ms=20),
             Load(server.gopher, "gopher", 3600, clients=CLIENTS, pause_ms=20)]
    kills = 0
    try:
        end = time.monotonic() + seconds
        time.sleep(EVERY_S)
        while time.monotonic() < end:
            os.kill(victim(kills), signal.SIGKILL)
            kills += 1
            time.sleep(EVERY_S)
        return kills, [load.stop() for load in loads]
    finally:
        for load in loads:
            load.kill()


def say(form, what, kills, found):
    form.say("%d %s killed; %d gemini and %d gopher requests served, %d lost (%s)",
             kills, what, found[0]["ok"], found[1]["ok"],
             sum(run["failed"] for run in found), failures_by_kind(*found))
    form.say("longest: gemini %.0f ms, gopher %.0f ms",
             found[0]["longest_us"] / 1000, found[1]["longest_us"] / 1000)


def deaths_of_workers(form):
    with Scratch() as scratch:
        with Server(capsule.make_page(scratch.path), workers=WORKERS) as server:
            holder = keyholder(server)
            kills, found = kill_every_second(
                server, form.seconds(6),
                lambda turn: workers(server, holder)[turn % WORKERS])
            say(form, "workers", kills, found)
            for run in found:
                lost = run["reset"] + run["cut"]
                require(run["failed"] == lost, "more was lost than what was in flight")
                require(lost <= kills * CLIENTS, "%d lost in %d deaths", lost, kills)
            require(until(lambda: len(workers(server, holder)) == WORKERS, PROMPT_S),
                    "a worker is missing")


def deaths_of_the_keyholder(form):
    with Scratch() as scratch:
        with Server(capsule.make_page(scratch.path), workers=WORKERS) as server:
            before = workers(server, keyholder(server))
            kills, found = kill_every_second(
                server, form.seconds(6), lambda turn: keyholder(server))
            say(form, "keyholders", kills, found)
            require(sum(run["failed"] for run in found) == 0, "requests failed")
            require(workers(server, keyholder(server)) == before, "a worker died too")
