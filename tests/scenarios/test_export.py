"""lozenge export: static web pages from the same documents."""

import html.parser
import os
import re
import unittest

from server import TOP, Scratch
from test_builder import run

DOCUMENT = """\
---
title: "A short guide"
lang: en
summary: "What it is & what helps."
reviewed: 2026-01-15
url: gemini://example.org/
---

First words, <!-- not shown --> and 1 < 2.

## Doses {#doses}

| Weight (kg) | Dose (mg) |
|---|---|
| 10 | 150 |

See [the picture](a.png), [what comes next](#later) and
[elsewhere](https://example.org/?a=1&b=2).[^one]

### First

Words, and back to [the second](#second).

### Second {#second}

More words.

### Third

And more.

## Later {#later}

> * an item
>
> 1. with `a < b`

![A drawing](a.png)

```how it looks
  kept   as it is
```

[^one]: [A source](https://example.org/source), checked 2026.
"""

VOID = {"meta", "link", "br", "img", "hr"}


class Outline(html.parser.HTMLParser):
    """Elements in the order they open; fails where they do not nest."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.ids, self.hrefs, self.text = [], [], [], [], ""
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.elements.append((tag, attributes))
        if "id" in attributes:
            self.ids.append(attributes["id"])
        for name in ("href", "src"):
            if name in attributes:
                self.hrefs.append(attributes[name])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        assert tag in VOID, tag
        self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag, tag

    def handle_data(self, data):
        self.text += data

    def named(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


class Export(unittest.TestCase):
    def setUp(self):
        self.scratch = Scratch()
        self.addCleanup(self.scratch.remove)
        self.web = self.scratch.join("web")
        self.document = self.write("guide.md", DOCUMENT)
        self.write("a.png", "not a picture")

    def write(self, name, text):
        with open(self.scratch.join(name), "w", encoding="utf-8") as stream:
            stream.write(text)
        return self.scratch.join(name)

    def export(self, *arguments):
        result = run("export", "-o", self.web, *arguments)
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    def page(self, name):
        with open(os.path.join(self.web, name), encoding="utf-8") as stream:
            return Outline(stream.read())

    def check_links(self):
        """Every link within the pages leads to a file, and a name in it."""
        pages = {}
        for folder, _, names in os.walk(self.web):
            for name in names:
                path = os.path.relpath(os.path.join(folder, name), self.web)
                pages[path] = self.page(path) if name.endswith(".html") else None
        self.assertGreater(len(pages), 3)
        for path, page in pages.items():
            if page is None:
                continue
            self.assertEqual(len(page.ids), len(set(page.ids)), path)
            for href in page.hrefs:
                if ":" in href:
                    continue
                target, _, name = href.partition("#")
                where = os.path.normpath(os.path.join(os.path.dirname(path), target)) \
                    if target else path
                with self.subTest(path + " -> " + href):
                    self.assertIn(where, pages)
                    if name:
                        self.assertIn(name, pages[where].ids)

    def test_a_page_keeps_what_markdown_says(self):
        self.export(self.document)
        self.check_links()
        page = self.page("doses.html")
        self.assertEqual(page.named("html"), [{"lang": "en", "dir": "ltr"}])
        self.assertEqual([head.get("scope") for head in page.named("th")], ["col", "col"])
        self.assertIn("later.html", page.hrefs)
        self.assertIn("https://example.org/?a=1&b=2", page.hrefs)
        self.assertIn("doses.html#second", page.hrefs)
        self.assertIn("#note_1", page.hrefs)
        self.assertIn("gemini://example.org/doses.gmi", page.hrefs)
        self.assertIn("A source, checked 2026.", page.text)
        later = self.page("later.html")
        self.assertEqual(later.named("img"), [{"src": "a.png", "alt": "A drawing"}])
        self.assertIn("a < b", later.text)
        self.assertIn("  kept   as it is\n", later.text)
        self.assertIn("1 < 2", self.page("index.html").text)

    def test_emphasis_is_kept(self):
        self.export(self.write("bold.md", DOCUMENT.partition("\n\n")[0] + """

**Never *ever* give it**, says [the *old* leaflet](#p), `to`
**a child**.

## P

- **Stop** if it hurts[^a].

[^a]: *A note*.
"""))
        with open(os.path.join(self.web, "index.html"), encoding="utf-8") as stream:
            text = stream.read()
        self.assertIn("<p><strong>Never </strong><strong><em>ever</em></strong>"
                      "<strong> give it</strong>, says "
                      '<a href="p.html">the <em>old</em> leaflet</a>, <code>to</code>\n'
                      "<strong>a child</strong>.</p>", text)
        page = self.page("p.html")
        self.assertEqual((len(page.named("strong")), len(page.named("em"))), (1, 1))

    def test_nothing_is_loaded_from_elsewhere_and_no_script(self):
        picture = "![A far picture](https://example.org/far.png)"
        self.write("guide.md", DOCUMENT.replace(
            "First words", "%s [%s](#later) First words" % (picture, picture)))
        self.export(self.document)
        self.assertEqual(self.page("index.html").hrefs.count("https://example.org/far.png"), 1)
        self.assertEqual(self.page("index.html").text.count("A far picture"), 2)
        for name in ("index.html", "doses.html", "later.html", "print.html"):
            page = self.page(name)
            self.assertEqual(page.named("script") + page.named("iframe"), [])
            loaded = [link["href"] for link in page.named("link")]
            loaded += [image["src"] for image in page.named("img")]
            self.assertEqual([url for url in loaded if ":" in url], [])
        with open(os.path.join(self.web, "style.css"), encoding="utf-8") as stream:
            style = stream.read()
        self.assertNotIn("url(", style)
        self.assertNotIn("@import", style)

    def test_all_pages_on_one(self):
        self.export(self.document)
        page = self.page("print.html")
        for words in ("First words", "Dose (mg)", "an item", "A source, checked"):
            self.assertIn(words, page.text)
        self.assertIn("#later", page.hrefs)
        self.assertIn("#note_doses_1", page.hrefs)

    def test_changes_can_be_followed(self):
        self.write("guide.md", DOCUMENT.replace(
            "url: ", 'changes:\n  - date: 2026-01-15\n    text: "The first."\nurl: '))
        self.export(self.document)
        self.assertIn({"rel": "alternate", "type": "application/atom+xml",
                       "href": "atom.xml"}, self.page("doses.html").named("link"))
        with open(os.path.join(self.web, "atom.xml"), encoding="utf-8") as stream:
            feed = stream.read()
        self.assertIn("The first.", feed)
        self.assertNotIn('href="http', feed)

    def test_the_feed_leads_to_the_web_pages(self):
        self.write("guide.md", DOCUMENT.replace(
            "url: ", 'changes:\n  - date: 2026-01-15\n    text: "The first."\nurl: '))
        spanish = self.write("guide.es.md", DOCUMENT.replace("lang: en", "lang: es").replace(
            "url: ", 'changes:\n  - date: 2026-01-15\n    text: "Lo primero."\nurl: '))
        self.export(self.document)
        with open(os.path.join(self.web, "atom.xml"), encoding="utf-8") as stream:
            before = re.findall("<id>(.*)</id>", stream.read())
        self.export("--url", "https://example.org/guide", self.document, spanish)
        for folder in ("", "es/"):
            with open(os.path.join(self.web, folder, "atom.xml"), encoding="utf-8") as stream:
                feed = stream.read()
            base = "https://example.org/guide/" + folder
            self.assertEqual(set(re.findall('href="(.*?)"', feed)),
                             {base + "index.html", base + "atom.xml"})
            self.assertNotIn("text/gemini", feed)
            if folder == "":
                self.assertEqual(re.findall("<id>(.*)</id>", feed), before)

    def test_many_pages_do_not_all_list_all(self):
        pages = 400
        self.export(self.write("many.md", DOCUMENT[:DOCUMENT.index("## Doses")] + "".join(
            "## Page %d\n\nWords.\n\n" % number for number in range(1, pages + 1))))
        listed = {name: [href for href in self.page(name).hrefs if href.endswith(".html")]
                  for name in ("index.html", "page-1.html", "page-200.html", "page-400.html")}
        self.assertGreater(len(set(listed["index.html"])), pages)
        for number in (1, 200, pages):
            near = listed["page-%d.html" % number]
            self.assertLess(len(near), 20)
            for other in range(max(1, number - 5), min(pages, number + 5) + 1):
                self.assertIn("page-%d.html" % other, near)
            self.assertIn("index.html", near)
        self.assertEqual(len([href for href in self.page("print.html").hrefs
                              if href.startswith("#page-")]), pages)

    def test_languages_find_each_other(self):
        spanish = self.write("guide.es.md", DOCUMENT.replace("lang: en", "lang: es"))
        self.export("--url", "https://example.org/guide", self.document, spanish)
        self.check_links()
        page = self.page("es/doses.html")
        self.assertEqual(page.named("html")[0]["lang"], "es")
        links = page.named("link")
        self.assertIn({"rel": "canonical",
                       "href": "https://example.org/guide/es/doses.html"}, links)
        self.assertIn({"rel": "alternate", "hreflang": "en",
                       "href": "https://example.org/guide/doses.html"}, links)
        self.assertIn("../doses.html", page.hrefs)
        self.assertIn("English", page.text)

    def test_the_shipped_leaflets(self):
        self.export(os.path.join(TOP, "capsule/leaflet.md"),
                    os.path.join(TOP, "capsule/leaflet.es.md"))
        self.check_links()

    def test_a_mistake_leaves_the_pages_as_they_were(self):
        self.export(self.document)
        before = sorted(os.listdir(self.web))
        self.write("guide.md", DOCUMENT.replace("(#later)", "(#latre)"))
        result = run("export", "-o", self.web, self.document)
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stderr, r"guide\.md:\d+:\d+: error: .*latre")
        self.assertEqual(sorted(os.listdir(self.web)), before)
        self.write("guide.md", DOCUMENT.replace("## Later {#later}", "## Last {#later}"))
        self.export(self.document)
        self.assertIn("Last", self.page("later.html").text)

    def test_contact(self):
        for contact, href in (("nurse@example.org", "mailto:nurse@example.org"),
                              ("mailto:nurse@example.org", "mailto:nurse@example.org"),
                              ("mailto:nurse@^xample.org", "mailto:nurse@%5Example.org"),
                              ("https://example.org/\u00e4", "https://example.org/%C3%A4"),
                              ("javascript:alert(1)", None), ("By day: 12 34", None)):
            with self.subTest(contact):
                self.write("guide.md", DOCUMENT.replace(
                    "url:", 'contact: "%s"\nurl:' % contact))
                self.export(self.document)
                page = self.page("index.html")
                self.assertIn(contact.removeprefix("mailto:"), page.text)
                own = [link for link in page.hrefs if "nurse" in link or "script" in link
                       or "%C3" in link or "12" in link]
                self.assertEqual(own, [href] if href else [])

    def test_no_page_takes_the_name_of_another(self):
        self.write("guide.md", DOCUMENT + "\n## Print\n\nHow to.\n")
        result = run("export", "-o", self.web, self.document)
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stderr, r"guide\.md:\d+:1: error: .*\[reserved-slug\]")
        self.write("guide.md", DOCUMENT + "\n## Print {#printing}\n\nHow to.\n")
        self.export(self.document)

    def test_no_heading_takes_the_name_of_what_is_ours(self):
        self.write("guide.md", DOCUMENT.replace("### First", "### Main")
                   .replace("### Third", "### Note 1"))
        self.export(self.document)
        for name in ("doses.html", "print.html"):
            page = self.page(name)
            self.assertEqual(len(page.ids), len(set(page.ids)), name)

    def test_wrong_usage(self):
        for arguments in ([], ["-o"], ["--url", "ftp://x/", self.document],
                          ["--url", "https://x/#a", self.document], ["--what", "x.md"]):
            with self.subTest(" ".join(arguments)):
                self.assertEqual(run("export", *arguments).returncode, 2)
