"""Alterations of a ClientHello, given as the records a client would send.

An altered hello no longer is the one that the client remembers, so such a
handshake cannot complete; splitting it anew keeps it as it was.
"""

import struct

HANDSHAKE = 22
HEARTBEAT = 24


def record(kind, payload, version=0x0301):
    return struct.pack(">BHH", kind, version, len(payload)) + payload


def message(records):
    """The handshake message that these records carry."""
    out, at = b"", 0
    while at < len(records):
        (size,) = struct.unpack_from(">H", records, at + 3)
        out += records[at + 5:at + 5 + size]
        at += 5 + size
    return out


def in_records(records, size):
    """The same message over records of ${size} bytes."""
    whole = message(records)
    return b"".join(record(HANDSHAKE, whole[at:at + size])
                    for at in range(0, len(whole), size))


def _extensions_at(hello):
    """Where the extensions' length field stands in a ClientHello message."""
    at = 4 + 2 + 32
    at += 1 + hello[at]
    at += 2 + struct.unpack_from(">H", hello, at)[0]
    return at + 1 + hello[at]


def with_extension(records, kind, content, replace=False):
    """The hello with one more extension, or with another content of it."""
    hello = message(records)
    at = _extensions_at(hello)
    head, rest = hello[4:at], hello[at + 2:]
    kept = b""
    while rest:
        found, size = struct.unpack_from(">HH", rest)
        if not (replace and found == kind):
            kept += rest[:4 + size]
        rest = rest[4 + size:]
    kept = struct.pack(">HH", kind, len(content)) + content + kept
    body = head + struct.pack(">H", len(kept)) + kept
    whole = b"\x01" + struct.pack(">I", len(body))[1:] + body
    return b"".join(record(HANDSHAKE, whole[i:i + 16384])
                    for i in range(0, len(whole), 16384))


def padded(records, size):
    """Padded (RFC 7685) with ${size} bytes, as far as the length allows."""
    room = 65535 - len(message(records))
    return with_extension(records, 21, bytes(min(size, room)))


def with_server_name(records, name):
    """Another SNI, whatever its length."""
    entry = struct.pack(">BH", 0, len(name)) + name
    return with_extension(records, 0, struct.pack(">H", len(entry)) + entry, True)


def heartbeat(claimed, sent):
    """A heartbeat request that claims more bytes than it carries."""
    return record(HEARTBEAT, struct.pack(">BH", 1, claimed) + bytes(sent), 0x0302)
