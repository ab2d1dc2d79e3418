"""Far more clients than the process may have descriptors."""

import time

import capsule
import processes
from form import require
from programs import Hold
from server import Scratch, Server
from tls_client import gemini_get, plain_get

DESCRIPTORS = 64
CLIENTS = 1000
BUSY_MAX = 0.05
NORMAL_S = 1.0

CONFIGURATION = """\
gemini = "127.0.0.1:0"
gopher = "127.0.0.1:0"
request-timeout = 5m
handshake-timeout = 5m
capsule "localhost" {{ root = "{root}" }}
"""


def too_few_descriptors(form):
    with Scratch() as scratch:
        text = CONFIGURATION.format(root=capsule.make_page(scratch.path))
        limit = "--nofile=%d:%d" % (DESCRIPTORS, DESCRIPTORS)
        with Server(None, configuration=text, wrapper=("prlimit", limit)) as server:
            for address, how in ((server.gopher, "drip"), (server.gemini, "tls")):
                _starve(form, server, address, how, form.seconds(5) if how == "drip" else 5)


def _starve(form, server, address, how, seconds):
    lines = len(server.lines)
    hold = Hold(address, how, CLIENTS, seconds + 60)
    try:
        time.sleep(2)  # those that get in are in
        used, began = processes.processor_s(server.process.pid), time.monotonic()
        time.sleep(seconds)
        busy = ((processes.processor_s(server.process.pid) - used)
                / (time.monotonic() - began))
        logged = len(server.lines) - lines
    finally:
        hold.kill()
    began = time.monotonic()
    answer = gemini_get(server.gemini, "gemini://localhost:%d/" % server.gemini[1])
    menu = plain_get(server.gopher, b"\r\n")
    normal = time.monotonic() - began

    form.say("%d %s clients, %d descriptors: processor %.1f %%, %d log lines in %d s; "
             "normal %.2f s after", CLIENTS, how, DESCRIPTORS, busy * 100, logged,
             seconds + 2, normal)
    require(answer.status == "20" and menu.data, "not served afterwards: %s", answer)
    require(busy < BUSY_MAX, "busy while starved")
    require(logged <= 1 + seconds // 60, "too many log lines: %s", server.lines[lines:])
    require(normal < NORMAL_S, "too slow to be normal again")
