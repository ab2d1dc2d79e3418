"""openssl s_client, for what Python's ssl module has no words for.

Its single-letter commands (K: new keys, R: renegotiate) count only at the
start of what one read gives it, so its input is a socket that keeps messages
apart.
"""

import re
import socket
import subprocess

from tls_client import Answer

# Directives that only this client can do.
NEEDED = {"renegotiate", "keyupdate", "grease"}

SECONDS = 40


def _command(directives, target):
    version = (directives.get("tls") or [target.version])[0]
    command = ["openssl", "s_client", "-connect", "%s:%d" % target.address,
               "-tls" + version.replace(".", "_"), "-brief",
               "-servername", (directives.get("sni") or [target.host])[0]]
    if "grease" in directives:
        command += ["-serverinfo", "2570,19018,64250"]
    return command


def _send(messages, data):
    """Feed the commands, then the request; a client that left is no error."""
    try:
        for letter, count in messages:
            for _ in range(count):
                data.send(letter)
    except OSError:
        pass


def perform(directives, data, target):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.settimeout(SECONDS)
    process = subprocess.Popen(
        _command(directives, target), stdin=theirs, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE)
    theirs.close()
    messages = [(letter, int(directives[name][0]))
                for name, letter in (("renegotiate", b"R\n"), ("keyupdate", b"K\n"))
                if name in directives]
    try:
        _send(messages + [(data, 1)], ours)
        output, talk = process.communicate(timeout=SECONDS)
        return _answer(output, talk.decode("utf-8", "replace"))
    except subprocess.TimeoutExpired:
        return Answer(ending="open")
    finally:
        process.kill()
        process.communicate()
        ours.close()


def _answer(output, talk):
    """What the server said, and how s_client says that it ended."""
    alert = re.search(r"alert ([a-z ]+)(?:\n|:)", talk)
    if output:
        closed = not re.search("unexpected eof|read:errno", talk)
        return Answer(data=output, ending="close_notify" if closed else "fin",
                      fin_follows=closed)
    if alert:
        return Answer(ending="alert", alert=alert[1].strip().replace(" ", "_"))
    return Answer(ending="fin")
