/*
 * The document of `lozenge init`; see starting_document.h.
 */
#include "starting_document.h"

/*
 * The words in braces are filled in: {title}, {today}, {next-year}.  Other
 * braces, as in {#food}, stand for themselves.
 */
static const char document[] =
    "---\n"
    "# Everything from a number sign to the end of its line is a comment.\n"
    "# A value that holds a colon must stand in quotes.\n"
    "\n"
    "# The heading of the first page.  Required.\n"
    "title: \"{title}\"\n"
    "\n"
    "# The language of the text: en, en-GB, de, pt-BR, ...  Required.\n"
    "lang: en\n"
    "\n"
    "# One or two sentences, shown under the title.  Required.\n"
    "summary: \"What this leaflet is about, and for whom it is.\"\n"
    "\n"
    "# The day somebody last checked every word, as year-month-day.  "
    "Required.\n"
    "reviewed: {today}\n"
    "\n"
    "# The day it must be checked again; after it, a build warns you.\n"
    "next-review: {next-year}\n"
    "\n"
    "# Who publishes it, and how a reader can reach them.\n"
    "publisher: \"Your name, or your organisation's\"\n"
    "contact: mailto:you@example.org\n"
    "\n"
    "# Under which terms others may copy it.\n"
    "licence: CC-BY-4.0\n"
    "\n"
    "# The address at which readers will find it.\n"
    "url: gemini://example.org/\n"
    "---\n"
    "\n"
    "<!-- A comment like this one is left out of the capsule. -->\n"
    "\n"
    "This text stands on the first page, above the list of the other pages.\n"
    "Lines that follow one another make one paragraph; an empty line begins\n"
    "the next.\n"
    "\n"
    "## First steps {#first-steps}\n"
    "\n"
    "<!-- Each heading with two number signs makes a page. The name in braces\n"
    "becomes its address, first-steps.gmi; without it, one is made from the\n"
    "heading. -->\n"
    "\n"
    "Write here what a reader should know first.\n"
    "\n"
    "* A list item stands on a line of its own.\n"
    "* Short items are read; long ones are skipped.\n"
    "\n"
    "### A heading within the page\n"
    "\n"
    "A link in a paragraph, like this one to [the page of "
    "questions](#questions)\n"
    "or this one to [the Gemini project](gemini://geminiprotocol.net/), "
    "becomes\n"
    "a line of its own below the paragraph. Its words must make sense alone.\n"
    "\n"
    "<!-- An image needs a text for those who cannot see it, and a file "
    "beside\n"
    "this document. Take the arrows away when you have one:\n"
    "\n"
    "![A hand that holds a cup of tea](cup.png)\n"
    "\n"
    "A leaflet to print is linked like any other file:\n"
    "\n"
    "[The leaflet as a PDF](leaflet.pdf)\n"
    "-->\n"
    "\n"
    "## What helps {#what-helps}\n"
    "\n"
    "<!-- A table of two columns becomes a list, one item a row, because a "
    "grid\n"
    "cannot be read on a telephone or by a screen reader. -->\n"
    "\n"
    "| Word | What it means |\n"
    "|------|---------------|\n"
    "| Capsule | A set of pages served over Gemini. |\n"
    "| Gopher | An older network, for older machines. |\n"
    "\n"
    "> A quotation stands behind an angle bracket.\n"
    "\n"
    "<!-- A block between fences is shown as it is. The words after the first\n"
    "fence say what it is, for those who cannot see it. -->\n"
    "\n"
    "```How a page is fetched\n"
    "lozenge get gemini://example.org/\n"
    "```\n"
    "\n"
    "## Questions {#questions}\n"
    "\n"
    "<!-- Where the headings are questions, the page begins with a list of\n"
    "them. -->\n"
    "\n"
    "### Who is this for?\n"
    "\n"
    "Answer in the first sentence. Explain afterwards.\n"
    "\n"
    "### What do I do next?\n"
    "\n"
    "Say it in one sentence, and go back to\n"
    "[the first steps](#first-steps) for the rest.\n";

void
starting_document_append(struct buffer *out, struct span title,
    struct span today, struct span next_year)
{
	const struct {
		struct span name, value;
	} blanks[] = {
	    {SPAN("{title}"), title},
	    {SPAN("{today}"), today},
	    {SPAN("{next-year}"), next_year},
	};
	const size_t count = sizeof blanks / sizeof blanks[0];
	struct span rest = {document, sizeof document - 1};

	while (rest.len > 0) {
		size_t text = span_find(rest, '{');
		size_t i = 0;

		buffer_append(out, (struct span){rest.ptr, text});
		rest = span_skip(rest, text);
		while (i < count && !span_starts_with(rest, blanks[i].name))
			i++;
		if (i < count) {
			buffer_append(out, blanks[i].value);
			rest = span_skip(rest, blanks[i].name.len);
		} else if (rest.len > 0) {
			buffer_append_byte(out, '{');
			rest = span_skip(rest, 1);
		}
	}
}
