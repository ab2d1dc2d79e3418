"""Is this answer one that the row allows, and is it well-formed?"""

import html.parser
import re

import capsule

GEMINI_HEADER = re.compile(rb"[1-6][0-9]( [^\x00-\x1f\x7f]*)?\r\n")
STATUSES = {"10", "11", "20", "30", "31", "40", "41", "42", "43", "44", "50",
            "51", "52", "53", "59", "60", "61", "62"}
META_MAX = 1024

# Item types that Lozenge's menus may hold, and the longest display (RFC 1436).
MENU_TYPES = set(b"0179ghIi3")
DISPLAY_MAX = 69

# What an answer must never hold: our own canary, and what others hide.
FORBIDDEN = (capsule.CANARY.encode(), b"root:x:0:", b"BEGIN PRIVATE", b"BEGIN EC PRIVATE")


class Verdict(AssertionError):
    """What is wrong with an answer."""


def require(condition, message, *details):
    if not condition:
        raise Verdict(message % details if details else message)


def check_secrets(answer):
    for secret in FORBIDDEN:
        require(secret not in answer.data, "a secret in the answer: %r", secret)


def check_gemini_form(answer):
    """Header, body and ending, whatever the status."""
    header = GEMINI_HEADER.match(answer.data)
    require(header, "not a header: %r", answer.data[:80])
    require(answer.status in STATUSES, "not a status: %s", answer.status)
    answer.header.decode("utf-8")
    meta = answer.header[3:]
    require(len(meta) <= META_MAX, "meta of %d bytes", len(meta))
    require(meta or answer.status[0] not in "123", "status %s without meta", answer.status)
    require(answer.status[0] == "2" or not answer.body,
            "a body after status %s: %r", answer.status, answer.body[:40])
    if answer.status[0] == "3":
        target = meta.decode()
        require(not target.startswith("//"), "redirect to another host: %s", target)
        require("#" not in target and "?" not in target, "redirect keeps too much: %s", target)


def check_gemini(expected, answer, host, port):
    """Raise Verdict unless one of the alternatives holds."""
    check_secrets(answer)
    if answer.data:
        check_gemini_form(answer)
    for alternative in _alternatives(expected):
        if _gemini_matches(alternative, answer, host, port):
            if answer.data and alternative != "cut":
                require(answer.ending == "close_notify",
                        "the answer ends with %s, not close_notify", answer.ending)
                require(answer.fin_follows, "no FIN after close_notify")
            return
    raise Verdict("expected %s, got %s" % (expected, describe(answer)))


def _alternatives(expected):
    """Split at the bars that stand outside parentheses."""
    return re.split(r"\|(?![^(]*\))", expected)


def _gemini_matches(alternative, answer, host, port):
    if alternative == "close":
        return not answer.data and answer.ending in ("fin", "reset", "close_notify")
    if alternative == "cut":
        return answer.ending in ("fin", "reset") and len(answer.data) < capsule.BIG_BYTES
    if alternative in ("gone", "unusable"):
        return answer.ending == alternative
    if alternative.startswith("alert"):
        wanted = alternative.partition(":")[2]
        return not answer.data and answer.ending == "alert" and (
            not wanted or answer.alert == wanted)
    status, _, meta = alternative.partition(" ")
    meta = meta.replace("{A}", re.escape("%s:%d" % (host, port))).replace("{H}", re.escape(host))
    return bool(re.fullmatch(status, answer.status)) and (
        not meta or bool(re.fullmatch(meta.encode(), answer.header[3:])))


def describe(answer):
    if answer.data:
        return "%r, %d bytes in all, then %s" % (
            answer.header[:100], len(answer.data), answer.ending)
    return "no byte, then %s %s" % (answer.ending, answer.alert)


def menu_lines(data):
    """The fields of each line of a menu, checked; without the last line."""
    require(data.endswith(b"\r\n.\r\n") or data == b".\r\n", "no last line: %r", data[-40:])
    lines = data[:-len(b".\r\n")].split(b"\r\n")
    require(lines.pop() == b"", "no line end before the last line")
    return [_menu_fields(line) for line in lines]


def _menu_fields(line):
    fields = line.split(b"\t")
    require(len(fields) == 4, "not four fields: %r", line)
    require(line[0] in MENU_TYPES, "item type %r", line[:1])
    require(not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line), "a control byte: %r", line)
    display = fields[0][1:].decode("utf-8")
    require(len(display) <= DISPLAY_MAX, "display of %d columns: %s", len(display), display)
    require(len(fields[1]) <= 255, "selector of %d bytes", len(fields[1]))
    require(re.fullmatch(rb"\d{1,5}", fields[3]), "no port: %r", line)
    return line[:1].decode(), display, fields[1].decode("utf-8"), fields[2].decode(), int(fields[3])


def is_menu(data):
    return bool(data) and data[:1] != b"3" and bool(menu_lines(data) or True)


def is_text(data):
    """Lines with CRLF, dots doubled, and the last line."""
    if not data.endswith(b".\r\n") or not (data == b".\r\n" or data.endswith(b"\r\n.\r\n")):
        return False
    lines = data.split(b"\r\n")[:-2]
    return all(not line.startswith(b".") or line.startswith(b"..") for line in lines) and (
        not any(b"\n" in line for line in lines))


def is_error(data):
    """One type-3 line and the last line."""
    if not data.startswith(b"3"):
        return False
    lines = menu_lines(data)
    return len(lines) == 1 and lines[0][0] == "3"


class _Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def is_html(data):
    page = _Page()
    page.feed(data.decode("utf-8", "replace"))
    names = [tag for tag, _ in page.tags]
    return "html" in names and "script" not in names


def is_binary(data):
    return not data.startswith(b"3") and len(data) > 0


GOPHER_KINDS = {"menu": is_menu, "text": is_text, "3": is_error, "html": is_html,
                "binary": is_binary}


def check_gopher(expected, answer):
    check_secrets(answer)
    for alternative in expected.split("|"):
        if alternative == "close" and not answer.data and answer.ending in ("fin", "reset"):
            return
        if alternative == "alert" and answer.ending == "alert":
            return
        if alternative == "cut" and answer.ending in ("fin", "reset") and (
                len(answer.data) < capsule.BIG_BYTES):
            return
        if alternative == "gone" and answer.ending == "gone":
            return
        if alternative in GOPHER_KINDS and answer.data and (
                GOPHER_KINDS[alternative](answer.data)):
            require(answer.ending == "fin", "ends with %s, not FIN", answer.ending)
            return
    raise Verdict("expected %s, got %s" % (expected, describe(answer)))
