/*
 * Lists and mappings of the front matter: `words:` and `changes:`.
 */
#include "building.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

/* Five lines; what a row adds begins on line 6. */
#define BEGIN "---\ntitle: T\nlang: en\nsummary: S.\nreviewed: 2026-01-31\n"
#define END "---\n" PAGE
#define URL "url: gemini://a.org/\n"
#define MALFORMED " error [front-matter-malformed]\n"

static void
test_findings(void **state)
{
	static const struct {
		const char *lines, *expected;
	} rows[] = {
	    {"words:\n  next: Onwards\n  last-reviewed: 'Checked: by'\n", ""},
	    {"words: {next: Onwards}\n", ""},
	    {"words:\n  nxet: Onwards\n", "7:3: warning [unknown-word]\n"},
	    {"words:\n  zzzzzzzz: Onwards\n", "7:3: warning [unknown-word]\n"},
	    {"words:\n  next: A\n  next: B\n",
		"8:3: error [duplicate-key]\n7:9: note [duplicate-key]\n"},
	    {"words:\n  next: [a]\n", "7:9:" MALFORMED},
	    {"words:\n  [a]: b\n", "7:3:" MALFORMED},
	    {"words: Onwards\n", "6:8:" MALFORMED},
	    {"words:\n  - next\n", "7:3:" MALFORMED},
	    {"words:\n  next: \"a\\x1b\"\n",
		"7:9: error [control-character]\n"},
	    {"wrods:\n  next: Onwards\n", "6:1: warning [unknown-key]\n"},
	    {URL "changes:\n  - date: 2026-01-31\n    text: A.\n", ""},
	    {URL "changes:\n- {date: 2026-01-31, text: A}\n"
		 "- {text: B, date: 2025-01-31}\n",
		""},
	    {"changes:\n  - date: 2026-01-31\n    text: A.\n",
		"6:1: error [missing-key]\n"},
	    {URL "changes:\n  - date: 2026-02-30\n    text: A.\n",
		"8:11: error [bad-date]\n"},
	    {URL "changes:\n  - date: 2026-01-31\n",
		"8:5: error [missing-key]\n"},
	    {URL "changes:\n  - text: A\n", "8:5: error [missing-key]\n"},
	    {URL "changes:\n  - date: 2026-01-31\n    text: A.\n    txt: B\n",
		"10:5: warning [unknown-key]\n"},
	    {URL "changes:\n  - date: 2026-01-31\n    text: A.\n    text: B\n",
		"10:5: error [duplicate-key]\n"},
	    {URL "changes:\n  - date: 2026-01-31\n    text: [A]\n",
		"8:5: error [missing-key]\n9:11:" MALFORMED},
	    {URL "changes: none\n", "7:10:" MALFORMED},
	    {URL "changes:\n  date: 2026-01-31\n", "8:3:" MALFORMED},
	    {URL "changes:\n  - 2026-01-31\n  - [a]\n",
		"8:5:" MALFORMED "9:5:" MALFORMED},
	    {URL "changes:\n  - date: 2026-01-31\n   text: A\n",
		"8:5: error [missing-key]\n9:4:" MALFORMED},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct buffer text = BUFFER_EMPTY;
		struct building building;

		buffer_append_text(&text, BEGIN);
		buffer_append_text(&text, rows[i].lines);
		buffer_append_text(&text, END);
		building_begin(&building, buffer_span(&text));
		char *findings = building_findings(&building);
		if (strcmp(findings, rows[i].expected) != 0)
			print_error("in: %s\n", rows[i].lines);
		assert_string_equal(findings, rows[i].expected);
		free(findings);
		building_end(&building);
		buffer_free(&text);
	}
}

static void
test_values(void **state)
{
	struct building building;

	(void)state;
	building_begin(&building,
	    SPAN(BEGIN URL "words:\n  next: Onwards\n"
			   "changes:\n  - date: 2026-01-31\n    text: >\n"
			   "      Two\n      lines.\n"
			   "  - date: 2025-12-01\n    text: One.\n" END));

	const struct front_matter *front = &building.document.front;
	assert_int_equal(front->change_count, 2);
	assert_true(
	    span_equal(front->changes[0].date.text, SPAN("2026-01-31")));
	assert_true(
	    span_equal(front->changes[0].text.text, SPAN("Two lines.")));
	assert_true(span_equal(front->changes[1].text.text, SPAN("One.")));
	assert_true(span_equal(
	    document_word(&building.document, WORD_NEXT), SPAN("Onwards")));
	assert_true(span_equal(document_word(&building.document, WORD_PREVIOUS),
	    SPAN("Previous")));
	building_end(&building);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_findings),
	    cmocka_unit_test(test_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
