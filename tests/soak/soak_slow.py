"""Thousands of clients that never get on with it, and a few that do."""

import capsule
from form import require
from programs import Hold, Load
from server import Scratch, Server

LATE_S = 1.0
ADDRESSES = 50

# Differences below this are the machine's, not the server's.
NOISE_US = 1000

CONFIGURATION = """\
gemini = "127.0.0.1:0"
gopher = "127.0.0.1:0"
connections = 20000
handshake-timeout = {deadline}s
request-timeout = {deadline}s
capsule "localhost" {{ root = "{root}" }}
"""


def medians(server, seconds):
    """Of clients that do get on with it: (gemini, gopher) in microseconds."""
    loads = [Load(server.gemini, "gemini", seconds, clients=2, pause_ms=50),
             Load(server.gopher, "gopher", seconds, clients=2, pause_ms=50)]
    try:
        found = [load.figures() for load in loads]
    finally:
        for load in loads:
            load.kill()
    require(sum(run["failed"] for run in found) == 0, "other clients' requests failed")
    return [run["p50_us"] for run in found]


def slow_clients(form):
    deadline, count, rounds = (10, 5000, 3) if form.long else (5, 500, 1)
    with Scratch() as scratch:
        text = CONFIGURATION.format(deadline=deadline, root=capsule.make_page(scratch.path))
        with Server(None, configuration=text) as server:
            for _ in range(rounds):
                _slow_clients(form, server, deadline, count)


def _slow_clients(form, server, deadline, count):
    base = medians(server, 2)
    kinds = [(server.gemini, "tls"), (server.gemini, "hello"),
             (server.gemini, "silent"), (server.gopher, "drip")]
    holds = []
    try:
        for address, how in kinds:
            holds.append(Hold(address, how, count // len(kinds), 60, ADDRESSES))
            held = holds[-1].wait_until_held()
            require(held == count // len(kinds), "only %d %s clients got in", held, how)
        meanwhile = medians(server, 2)
        lasted = [hold.figures() for hold in holds]
    finally:
        for hold in holds:
            hold.kill()

    # Whatever else the machine does is not the slow clients' doing.
    base = [max(pair) for pair in zip(base, medians(server, 2))]
    form.say("%d slow clients; others' median: gemini %.1f ms, without %.1f; "
             "gopher %.2f ms, without %.2f", count, meanwhile[0] / 1000, base[0] / 1000,
             meanwhile[1] / 1000, base[1] / 1000)
    form.say("cut at a deadline of %d s: %s", deadline, "; ".join(
        "%s after %.1f to %.1f s" % (how, run["shortest_us"] / 1e6, run["longest_us"] / 1e6)
        for (_, how), run in zip(kinds, lasted)))
    for (_, how), run in zip(kinds, lasted):
        require(run["refused"] == run["left"] == 0, "%s: %d refused, %d left", how,
                run["refused"], run["left"])
        require(run["longest_us"] / 1e6 < deadline + LATE_S, "%s: cut too late", how)
        require(run["shortest_us"] / 1e6 > deadline - LATE_S, "%s: cut too early", how)
    for now, then in zip(meanwhile, base):
        require(now < 2 * then + NOISE_US, "others are slowed down")
