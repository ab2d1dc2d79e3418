/*
 * Gemtext as plain text.
 */
#include "expect.h"
#include "text_layout.h"

static void
lays_out_documents(void **state)
{
	static const struct {
		const char *gemtext, *text;
	} rows[] = {
	    {"", ""},
	    {"\n\na\n", "\n\na\n"},
	    {"# Title\n", "Title\n=====\n"},
	    {"# A\n\n## Bc\n### Déf\n", "A\n=\n\nBc\n--\n\nDef\n~~~\n"},
	    {"#\na", "\na\n"},
	    {"# One heading of thirty columns\n",
		"One heading of\nthirty columns\n==============\n"},
	    {"a\n# B\n", "a\n\nB\n=\n"},
	    {"twenty columns, not one more", "twenty columns, not\none more\n"},
	    {"* a list item of thirty columns",
		"* a list item of\n  thirty columns\n"},
	    {"> a quote of some thirty columns",
		"> a quote of some\n> thirty columns\n"},
	    {">", ">\n"},
	    {"> > > a quote in quotes", "> > > a quote in\n> > > quotes\n"},
	    {"> > a\n> b", "> > a\n> b\n"},
	    {"* - 1. an item that is deep",
		"* - 1. an item that\n       is deep\n"},
	    {"2. an item of thirty columns\nand more\n\nafter",
		"2. an item of thirty\n   columns\n   and more\n\nafter\n"},
	    {"* a\nb, which is long enough\n* c\n# D\ne",
		"* a\n  b, which is long\n  enough\n* c\n\nD\n=\ne\n"},
	    {"* a\n```x\nb\n```\nc\n=> d\ne", "* a\nb\n  c\n  d\ne\n"},
	    {"1999. A year that was\nlong", "1999. A year that\nwas\nlong\n"},
	    {"2.1. a\nb\n\t\nc", "2.1. a\n     b\n\nc\n"},
	    {"=> a.gmi", "  a.txt\n"},
	    {"=> a.gmi Label", "Label\n  a.txt\n"},
	    {"=> /b/a.gmi#c Label", "Label\n  /b/a.txt#c\n"},
	    {"=> ../a.gmi?b.gmi", "  ../a.txt?b.gmi\n"},
	    {"=> a.gmi.pdf", "  a.gmi.pdf\n"},
	    {"=> b/", "  b/\n"},
	    {"=> //h/a.gmi", "  //h/a.gmi\n"},
	    {"=> gemini://h/a.gmi", "  gemini://h/a.gmi\n"},
	    {"=> gemini://a-b.example/c-d-e-f-g Label that is long indeed",
		"Label that is long\n  indeed\n"
		"  gemini://a-b.example/c-d-e-f-g\n"},
	    {"=>", ""},
	    {"=> a\x1b[m\u202e b", "b\n  a [m\n"},
	    {"```alt\n  a\tb is wider than twenty\n\n```\n* c",
		"  a     b is wider than twenty\n\n* c\n"},
	    {"5 µg “a”\r\n", "5 mcg \"a\"\n"},
	};
	static const struct text_style style = {.width = 20, .ascii = true};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = BUFFER_EMPTY;

		text_layout_document(&out, span_from(rows[i].gemtext), &style);
		expect_text(&out, rows[i].text);
	}
}

static void
wraps_one_paragraph(void **state)
{
	static const struct text_style style = {.width = 20};
	struct buffer out = BUFFER_EMPTY;
	(void)state;

	text_layout_wrap(&out, SPAN("— a text that needs two lines"),
	    SPAN("1. "), SPAN("   "), &style);
	expect_text(&out, "1. — a text that\n   needs two lines\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lays_out_documents),
	    cmocka_unit_test(wraps_one_paragraph),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
