"""A TLS client that decides on every byte it puts on the wire.

Python's ssl module makes and reads the records in memory; this module moves
them between memory and the socket, so that a test can split, delay, alter or
leave out what it likes and sees how exactly the connection ended.
"""

import dataclasses
import re
import select
import socket
import ssl
import struct
import time

ALERTS = {
    0: "close_notify", 10: "unexpected_message", 20: "bad_record_mac",
    22: "record_overflow", 40: "handshake_failure", 47: "illegal_parameter",
    50: "decode_error", 51: "decrypt_error", 70: "protocol_version",
    71: "insufficient_security", 80: "internal_error",
    86: "inappropriate_fallback", 90: "user_canceled", 100: "no_renegotiation",
    109: "missing_extension", 110: "unsupported_extension",
    112: "unrecognized_name", 116: "certificate_required",
    120: "no_application_protocol",
}


@dataclasses.dataclass
class Answer:
    """What came back, and how the connection ended."""
    data: bytes = b""
    # close_notify, fin, reset, alert; open: time is up; unusable: the client
    # could make nothing of what came; gone: the client left on purpose.
    ending: str = "open"
    alert: str = ""
    fin_follows: bool = False  # after close_notify
    version: str = ""
    resumed: bool = False
    ticket: bool = False
    seconds: float = 0.0

    @property
    def header(self):
        return self.data.partition(b"\r\n")[0]

    @property
    def body(self):
        return self.data.partition(b"\r\n")[2]

    @property
    def status(self):
        return self.data[:2].decode("ascii", "replace")


def make_context(version=None, ciphers=None, alpn=None, certificate=None):
    """A client context: trusts anyone, offers TLS 1.2 and 1.3 or just one."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    # Python takes an end without close_notify for a good one unless told.
    context.options &= ~ssl.OP_IGNORE_UNEXPECTED_EOF
    if version is not None:
        context.minimum_version = context.maximum_version = version
    if ciphers is not None:
        context.set_ciphers(ciphers + ":@SECLEVEL=0")
    if alpn is not None:
        context.set_alpn_protocols(alpn)
    if certificate is not None:
        context.load_cert_chain(certificate)
    return context


def plain_alert(raw):
    """The name of the alert that a plaintext record at the end of raw holds."""
    if len(raw) >= 7 and raw[-7] == 21 and raw[-4:-2] == b"\x00\x02":
        return ALERTS.get(raw[-1], str(raw[-1]))
    return ""


class Wire:
    """A TCP connection; reads note how it ended, writes never raise."""

    def __init__(self, address, seconds, receive_buffer=None):
        self.deadline = time.monotonic() + seconds
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(10)
        self.socket.connect(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.ending = "open"
        self.raw_tail = b""

    def left(self):
        return max(self.deadline - time.monotonic(), 0.001)

    def send(self, data):
        """True if all was taken before the deadline and no reset came."""
        try:
            self.socket.settimeout(self.left())
            self.socket.sendall(data)
            return True
        except TimeoutError:
            return False
        except OSError:
            return False

    def receive(self, size=65536):
        """The next bytes, or none with the ending noted."""
        try:
            self.socket.settimeout(self.left())
            data = self.socket.recv(size)
        except TimeoutError:
            return b""
        except OSError:
            self.ending = "reset"
            return b""
        if not data:
            self.ending = "fin"
        self.raw_tail = (self.raw_tail + data)[-64:]
        return data

    def readable(self, seconds):
        """Has the server said something, within this time?"""
        return bool(select.select([self.socket], [], [], max(seconds, 0))[0])

    def shut(self):
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def reset(self):
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                               struct.pack("ii", 1, 0))
        self.socket.close()

    def close(self):
        self.socket.close()


class TlsClient:
    """One TLS connection over a Wire."""

    def __init__(self, wire, context, server_name, session=None):
        self.wire = wire
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.incoming, self.outgoing,
                                    server_hostname=server_name, session=session)
        self.alert = ""
        self.failed = False
        self.answer = Answer()

    def hello(self):
        """The ClientHello, as the bytes that would go out."""
        try:
            self.tls.do_handshake()
        except ssl.SSLWantReadError:
            pass
        return self.outgoing.read()

    def _note_error(self, error):
        self.failed = True
        reason = getattr(error, "reason", "") or ""
        found = re.match(r"(?:TLSV1|TLSV13|SSLV3)_(?:ALERT_)?(.*)", reason)
        if found:
            self.alert = found[1].lower()
        elif not self.alert:
            self.alert = plain_alert(self.wire.raw_tail)

    def _pump(self):
        """Move bytes from the socket to the records; False at the end."""
        data = self.wire.receive()
        if data:
            self.incoming.write(data)
        elif self.wire.ending != "open":
            self.incoming.write_eof()
        return bool(data)

    def handshake(self):
        """Go on after the hello was sent; True when the handshake is done."""
        while True:
            try:
                self.tls.do_handshake()
                return True
            except ssl.SSLWantReadError:
                self.wire.send(self.outgoing.read())
                if not self._pump():
                    self.alert = plain_alert(self.wire.raw_tail)
                    return False
            except ssl.SSLError as error:
                self._note_error(error)
                self.wire.send(self.outgoing.read())
                return False

    def flush(self):
        return self.wire.send(self.outgoing.read())

    def records(self, data):
        """Application data as the records that would go out."""
        self.tls.write(data)
        return self.outgoing.read()

    def close_notify(self):
        """Say that we send no more; reading goes on."""
        try:
            self.tls.unwrap()
        except ssl.SSLError:
            pass
        self.flush()

    def read(self, size=65536):
        """Some bytes; none at the end, at a failure or when time is up."""
        while True:
            try:
                data = self.tls.read(size)
                if not data:
                    self.answer.ending = "close_notify"
                return data
            except ssl.SSLZeroReturnError:
                self.answer.ending = "close_notify"
                return b""
            except ssl.SSLWantReadError:
                self.flush()
                if not self._pump() and self.wire.ending == "open":
                    return b""
            except ssl.SSLError as error:
                self._note_error(error)
                return b""

    def finish(self, pieces=()):
        """Read to the end, and fill in how it ended."""
        data = list(pieces)
        while piece := self.read():
            data.append(piece)
        answer = self.answer
        answer.data = b"".join(data)
        answer.version = self.tls.version() or ""
        answer.alert = self.alert
        if answer.ending == "close_notify" and not self.alert:
            self.close_notify()
            self.wire.deadline = time.monotonic() + 4
            while self.wire.receive():
                pass
            answer.fin_follows = self.wire.ending == "fin"
        else:
            answer.ending = "alert" if self.alert else self.wire.ending
            if self.failed and answer.ending == "open":
                answer.ending = "unusable"
        if answer.version:
            answer.resumed = bool(self.tls.session_reused)
            answer.ticket = bool(self.tls.session and self.tls.session.has_ticket)
        return answer


def gemini_get(address, url, server_name="localhost", seconds=10, context=None):
    """One ordinary request over TLS; the Answer."""
    wire = Wire(address, seconds)
    started = time.monotonic()
    try:
        client = TlsClient(wire, context or make_context(), server_name)
        wire.send(client.hello())
        if client.handshake():
            client.flush()
            data = url if isinstance(url, bytes) else url.encode() + b"\r\n"
            wire.send(client.records(data))
        answer = client.finish()
        answer.seconds = time.monotonic() - started
        return answer
    finally:
        wire.close()


def plain_get(address, data, seconds=10):
    """Send bytes without TLS, read to the end; the Answer."""
    wire = Wire(address, seconds)
    started = time.monotonic()
    try:
        wire.send(data)
        return plain_finish(wire, started)
    finally:
        wire.close()


def plain_finish(wire, started):
    pieces = []
    while piece := wire.receive():
        pieces.append(piece)
    return Answer(data=b"".join(pieces), ending=wire.ending,
                  seconds=time.monotonic() - started)
