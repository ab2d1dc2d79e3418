"""Do what a row says to a running server; hand back the Answer."""

import ssl
import time

import client_hello
import s_client
from row import seconds
from server import PROMPT_S, until
from tls_client import (Answer, TlsClient, Wire, make_context, plain_alert,
                        plain_finish)

VERSIONS = {"1.0": ssl.TLSVersion.TLSv1, "1.1": ssl.TLSVersion.TLSv1_1,
            "1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}

# The server's own deadlines, as it has them without a configuration file.
HANDSHAKE_S = REQUEST_S = 10.0
PROGRESS_S = 30.0
LONGEST_S = 50.0


class Target:
    """Where a row goes, and what it may need from there."""

    def __init__(self, server, address, certificate, tls=True, host="localhost",
                 version="1.3"):
        self.server = server
        self.address = address
        self.certificate = certificate
        self.tls = tls
        self.host = host
        self.version = version


def perform(directives, data, target):
    wire = Wire(target.address, LONGEST_S,
                receive_buffer=65536 if "noread" in directives else None)
    try:
        if "proxy" in directives:
            wire.send(directives["proxy"][0])
        started = time.monotonic()
        if "connect_only" in directives:
            answer = plain_finish(wire, started)
        elif not target.tls or "raw" in directives:
            answer = _plain(wire, directives, data, target, started)
        elif s_client.NEEDED & set(directives):
            wire.close()
            answer = s_client.perform(directives, data, target)
        else:
            answer = _tls(wire, directives, data, target)
        answer.seconds = time.monotonic() - started
        return answer
    finally:
        wire.close()


def _send_split(wire, pieces, delay):
    """Send piece by piece; stop as soon as the server has had enough."""
    for piece in pieces:
        if not wire.send(piece) or wire.readable(delay):
            return
        if time.monotonic() > wire.deadline:
            return


def _pieces(data, directives, name="split"):
    """(pieces, delay): the data as the row wants it cut."""
    if name in directives:
        size, delay = directives[name]
        size = int(size)
        return [data[at:at + size] for at in range(0, len(data), size)], seconds(delay)
    if name == "split" and "split_at" in directives:
        offset, delay = directives["split_at"]
        at = int(offset) % len(data)
        return [data[:at], data[at:]], seconds(delay)
    return [data], 0


def _plain(wire, directives, data, target, started):
    pieces, delay = _pieces(data, directives)
    _send_split(wire, [piece for piece in pieces if piece], delay)
    _after_request(wire, directives, target, None)
    if "rst_after" in directives:
        return Answer(ending="gone")
    answer = plain_finish(wire, started)
    answer.alert = plain_alert(answer.data[-7:])
    if answer.alert:
        answer.data, answer.ending = b"", "alert"
    return answer


def _context(directives, target):
    version, ciphers = target.version, None
    for argument in directives.get("tls", []):
        if argument.startswith("cipher="):
            ciphers = argument[len("cipher="):]
        else:
            version = argument
    return make_context(
        VERSIONS[version], ciphers,
        alpn=directives.get("alpn"),
        certificate=target.certificate if "clientcert" in directives else None)


def _hello(client, directives):
    """The first flight, altered as the row says: (pieces, delay)."""
    records = client.hello()
    if "hello_records" in directives:
        records = client_hello.in_records(records, int(directives["hello_records"][0]))
    if "hello_padding" in directives:
        records = client_hello.padded(records, int(directives["hello_padding"][0]))
    if "sniraw" in directives:
        records = client_hello.with_server_name(records, "".join(directives["sniraw"]).encode())
    if "emptyrecords" in directives:
        empty = client_hello.record(client_hello.HANDSHAKE, b"")
        records = empty * int(directives["emptyrecords"][0]) + records
    if "warning_alerts" in directives:
        warning = client_hello.record(21, b"\x01\x5a")
        records = records + warning * int((directives["warning_alerts"] or ["1"])[0])
    if "heartbeat" in directives:
        records += client_hello.heartbeat(16384, 8)
    if "ccs" in directives:
        records += client_hello.record(20, b"\x01", 0x0303)
    if "early" in directives:
        records += client_hello.record(23, bytes(64), 0x0303)
    return _pieces(records, directives, "hello_split")


def _session(directives, target):
    """A session of an earlier connection, if the row wants to resume one."""
    if "resume" not in directives:
        return None, None
    context = _context(directives, target)
    wire = Wire(target.address, PROMPT_S)
    client = TlsClient(wire, context, target.host)
    wire.send(client.hello())
    if client.handshake():
        client.flush()
        wire.send(client.records(b"gemini://%s:%d/\r\n" % (
            target.host.encode(), target.address[1])))
    client.finish()
    wire.close()
    return context, client.tls.session


def _server_name(directives, target):
    if "sni" not in directives:
        return target.host
    return (directives["sni"] or [None])[0]


def _tls(wire, directives, data, target):
    context, session = _session(directives, target)
    try:
        client = TlsClient(wire, context or _context(directives, target),
                           _server_name(directives, target), session)
        pieces, delay = _hello(client, directives)
    except ssl.SSLError as error:
        return Answer(ending="client refuses: %s" % error)
    _send_split(wire, pieces, delay)
    if "hello_only" in directives:
        answer = plain_finish(wire, 0)
        answer.data, answer.alert = b"", plain_alert(wire.raw_tail)
        answer.ending = "alert" if answer.alert else answer.ending
        return answer
    if not client.handshake():
        return client.finish()
    client.flush()
    pieces, delay = _pieces(data, directives)
    records = [client.records(piece) for piece in pieces if piece]
    if "badmac" in directives:
        records[-1] = records[-1][:-1] + bytes([records[-1][-1] ^ 1])
    _send_split(wire, records, delay)
    _after_request(wire, directives, target, client)
    if "rst_after" in directives:
        return Answer(ending="gone")
    if "readrate" in directives:
        return client.finish(_read_slowly(client, int(directives["readrate"][0])))
    return client.finish()


def _read_slowly(client, rate):
    """Read at ${rate} bytes a second until the answer or a minute is over."""
    pieces, end = [], time.monotonic() + LONGEST_S - 10
    while time.monotonic() < end:
        piece = client.read(max(rate // 10, 1))
        if not piece:
            break
        pieces.append(piece)
        time.sleep(0.1)
    return pieces


def _after_request(wire, directives, target, client):
    if "hold" in directives:
        wire.readable(seconds(directives["hold"][0]))
    if "closenotify_after" in directives:
        client.close_notify()
    if "fin_after" in directives:
        wire.shut()
    if "noread" in directives:
        wire.readable(PROMPT_S)  # the answer has begun
        port = wire.socket.getsockname()[1]
        until(lambda: not any(remote == port for _, remote
                              in target.server.connections()),
              min(seconds(directives["noread"][0]), LONGEST_S - 5), 0.1)
    if "rst_after" in directives:
        wire.reset()
