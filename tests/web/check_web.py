#!/usr/bin/env python3
"""The exported web pages as a browser has them: axe-core, widths, valid HTML.

Exports the shipped leaflets and looks at each page in headless Chromium, light,
dark and as print, at three widths: axe-core must find nothing, nothing may
stick out at the side, and tidy must find the HTML valid.  Screenshots of some
go to build/web.  AXE names axe.min.js of axe-core; `make check-web` sees to it.
"""

import functools
import http.server
import os
import pathlib
import subprocess
import sys
import tempfile
import threading

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
LOZENGE = os.environ.get("LOZENGE", str(TOP / "build/lozenge"))
SHOTS = TOP / "build/web"

WIDTHS = (320, 768, 1280)
SHOWN = ("index.html", "treatments.html", "es/index.html")
MEDIA = {
    "light": {"features": [{"name": "prefers-color-scheme", "value": "light"}]},
    "dark": {"features": [{"name": "prefers-color-scheme", "value": "dark"}]},
    "print": {"media": "print"},
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# What tidy says of attributes that are younger than it.
TIDY_IS_WRONG = ("proprietary attribute",)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def open_browser():
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
                 "--disable-background-networking", "--disable-component-update",
                 "--disable-sync", "--disable-quic", "--hide-scrollbars"):
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def look(browser, axe, url, name):
    """What is wrong with one page, a line each."""
    for width in WIDTHS:
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500})
        for kind, media in MEDIA.items():
            browser.execute_cdp_cmd("Emulation.setEmulatedMedia",
                                    {"media": "", "features": [], **media})
            browser.get(url + name)
            where = "%s at %d, %s" % (name, width, kind)
            if browser.execute_script("return document.documentElement.scrollWidth"
                                      " > document.documentElement.clientWidth"):
                yield where + ": wider than the window"
            browser.execute_script(axe)
            result = browser.execute_async_script(
                "axe.run({runOnly: arguments[0]}).then(arguments[1])", TAGS)
            for violation in result["violations"]:
                yield "%s: %s: %s" % (where, violation["id"],
                                      violation["nodes"][0]["html"][:120])
            if name in SHOWN:
                shot = "%s-%d-%s.png" % (name.replace("/", "-")[:-5], width, kind)
                browser.save_screenshot(str(SHOTS / shot))


def validate(path, name):
    result = subprocess.run(["tidy", "-q", "-e", str(path)], text=True, check=False,
                            capture_output=True)
    for line in result.stderr.splitlines():
        if not any(words in line for words in TIDY_IS_WRONG):
            yield "%s: %s" % (name, line)


def main():
    axe = pathlib.Path(os.environ["AXE"]).read_text(encoding="utf-8")
    SHOTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([LOZENGE, "export", "-o", folder, "capsule/leaflet.md",
                        "capsule/leaflet.es.md"], cwd=TOP, check=True)
        pages = sorted(str(path.relative_to(folder))
                       for path in pathlib.Path(folder).rglob("*.html"))
        handler = functools.partial(Quiet, directory=folder)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = "http://127.0.0.1:%d/" % server.server_port
        browser = open_browser()
        faults = []
        try:
            for name in pages:
                faults += validate(pathlib.Path(folder) / name, name)
                faults += look(browser, axe, url, name)
        finally:
            browser.quit()
            server.shutdown()
    for fault in faults:
        print(fault)
    print("web: %d pages, %d faults" % (len(pages), len(faults)))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
