"""Stop and start while someone else holds the listening sockets."""

import pathlib
import socket
import sys
import time

import capsule
from form import require
from programs import Load, failures_by_kind
from server import Scratch, Server

LAUNCHER = pathlib.Path(__file__).with_name("activated.py")


def listening():
    one = socket.socket()
    one.bind(("127.0.0.1", 0))
    one.listen(4096)
    return one


def stop_and_start(form):
    rounds = 50 if form.long else 5
    with Scratch() as scratch:
        root = capsule.make_page(scratch.path)
        gemini, gopher = listening(), listening()
        names = ["gemini=%d" % gemini.fileno(), "gopher=%d" % gopher.fileno()]
        certs = scratch.join("certs")

        def server():
            return Server(root, wrapper=(sys.executable, str(LAUNCHER), *names, "--"),
                          passed=(gemini.fileno(), gopher.fileno()), sockets=(),
                          certs=certs, workers=2)

        with server() as first:  # makes the certificate
            require(first.gemini[1] == gemini.getsockname()[1], "sockets are not used")
        loads = [Load(gemini.getsockname(), "gemini", 3600, clients=8, pause_ms=20),
                 Load(gopher.getsockname(), "gopher", 3600, clients=8, pause_ms=20)]
        try:
            for _ in range(rounds):
                with server():
                    time.sleep(0.3)
            with server():
                found = [load.stop() for load in loads]
        finally:
            for load in loads:
                load.kill()
            gemini.close()
            gopher.close()
    form.say("%d stops and starts; %d gemini and %d gopher requests, %d failed (%s)",
             rounds, found[0]["ok"], found[1]["ok"],
             sum(run["failed"] for run in found), failures_by_kind(*found))
    form.say("longest: gemini %.0f ms, gopher %.0f ms",
             found[0]["longest_us"] / 1000, found[1]["longest_us"] / 1000)
    require(sum(run["failed"] for run in found) == 0, "requests failed")
    require(min(run["ok"] for run in found) > rounds, "there was no load")
