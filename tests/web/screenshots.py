#!/usr/bin/env python3
"""make screenshots: the pictures in README.md, made anew from what is built.

amfora and lynx run in tmux against a server of our own; their screens, colours
and all, become HTML, of which headless Chromium takes the picture, as it does
of the exported web page.
"""

import html
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(TOP / "tests/scenarios"))

from server import LOZENGE, Server, until  # noqa: E402

PICTURES = TOP / "tests/web/screenshots"
COLUMNS, ROWS = 82, 26
WAIT_S = 20

COLOURS = ("#1d1f21", "#cc6666", "#b5bd68", "#f0c674", "#81a2be", "#b294bb", "#8abeb7", "#c5c8c6")

PAGE = """<!DOCTYPE html><meta charset="utf-8"><style>
body { margin: 0; background: #1d1f21; color: #dcdcdc; }
pre { margin: 0; padding: 12px 16px; font: 14px/1.3 "DejaVu Sans Mono", monospace; }
</style><pre>%s</pre>"""


def colour_of(code, style):
    """The style after one SGR code; a dictionary of CSS properties."""
    if code == 0:
        return {}
    if code == 1:
        return {**style, "font-weight": "bold"}
    if code == 4:
        return {**style, "text-decoration": "underline"}
    for off, name in ((22, "font-weight"), (24, "text-decoration"), (39, "color"),
                      (49, "background")):
        if code == off:
            return {key: value for key, value in style.items() if key != name}
    for base, name in ((30, "color"), (40, "background"), (90, "color"), (100, "background")):
        if base <= code < base + 8:
            return {**style, name: COLOURS[code - base]}
    return style


def to_html(text):
    """A screen with its escape sequences as HTML."""
    out, style = [], {}
    for part in re.split(r"(\x1b\[[0-9;]*m)", text):
        sequence = re.fullmatch(r"\x1b\[([0-9;]*)m", part)
        if not sequence:
            css = "; ".join("%s: %s" % item for item in style.items())
            out.append('<span style="%s">%s</span>' % (css, html.escape(part)))
            continue
        codes = [int(code or 0) for code in sequence.group(1).split(";")]
        while codes:
            code = codes.pop(0)
            if code in (38, 48) and codes[:1] == [2]:
                name = "color" if code == 38 else "background"
                style = {**style, name: "rgb(%d, %d, %d)" % tuple(codes[1:4])}
                del codes[:4]
            elif code in (38, 48):
                del codes[:2]
            else:
                style = colour_of(code, style)
    return PAGE % "".join(out)


def shoot(url, name, width, height):
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--disable-quic", "--hide-scrollbars",
             "--user-data-dir=" + profile, "--window-size=%d,%d" % (width, height),
             "--screenshot=" + str(PICTURES / name), url],
            check=True, timeout=120, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if shutil.which("pngquant"):
        picture = str(PICTURES / name)
        subprocess.run(["pngquant", "--force", "--output", picture, "64", picture],
                       check=True)


def shoot_terminal(command, name, expected, keys=()):
    """Run a client in a terminal until it shows something; take its picture."""
    socket = "lozenge-shots-%d" % os.getpid()

    def tmux(*arguments):
        return subprocess.run(["tmux", "-L", socket, *arguments], check=False, text=True,
                              capture_output=True, timeout=WAIT_S).stdout

    with tempfile.TemporaryDirectory() as home:
        tmux("-f", "/dev/null", "new-session", "-d", "-x", str(COLUMNS), "-y", str(ROWS),
             "env HOME=%s XDG_DATA_HOME=%s TERM=tmux-256color %s" % (home, home, command))
        try:
            tmux("set", "status", "off")
            if not until(lambda: expected in tmux("capture-pane", "-p"), WAIT_S):
                raise SystemExit("%s does not show %r" % (command, expected))
            for key in keys:
                tmux("send-keys", key)
            time.sleep(0.5)
            screen = tmux("capture-pane", "-p", "-e")
        finally:
            tmux("kill-server")
    with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as page:
        page.write(to_html(screen))
        page.flush()
        shoot("file://" + page.name, name, 740, 500)


def main():
    PICTURES.mkdir(exist_ok=True)
    sources = [str(TOP / "capsule/leaflet.md"), str(TOP / "capsule/leaflet.es.md")]
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        capsule, web = os.path.join(folder, "capsule"), os.path.join(folder, "web")
        subprocess.run([LOZENGE, "build", "-o", capsule, *sources], check=True)
        subprocess.run([LOZENGE, "export", "-o", web, *sources], check=True)
        with Server(capsule) as server:
            shoot_terminal("amfora gemini://localhost:%d/what.gmi" % server.gemini[1],
                           "amfora.png", "What vaginismus is")
            shoot_terminal("lynx gopher://localhost:%d/1/what.gmi" % server.gopher[1],
                           "lynx.png", "What vaginismus is")
        shoot("file://" + os.path.join(web, "what.html"), "web.png", 740, 600)


if __name__ == "__main__":
    main()
