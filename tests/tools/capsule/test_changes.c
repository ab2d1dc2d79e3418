/*
 * Changes keep their names when more are added.
 */
#include "changes.h"

#include "building.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#define BEGIN "---\ntitle: T\nlang: en\nsummary: S.\nreviewed: 2026-01-31\n"

/* "a=2026-01-31 " for each change, its text and name. */
static void
describe(struct buffer *out, struct document *document)
{
	struct changes changes = changes_of(document);

	for (size_t i = 0; i < changes.count; i++) {
		buffer_append(out, changes.list[i].text);
		buffer_append_byte(out, '=');
		buffer_append(out, changes.list[i].name);
		buffer_append_byte(out, ' ');
	}
	changes_free(&changes);
}

static void
test_names(void **state)
{
	static const struct {
		const char *changes, *expected;
	} rows[] = {
	    {"[{date: 2026-01-31, text: a}]", "a=2026-01-31 "},
	    /* The newest first, as most write them. */
	    {"[{date: 2026-02-01, text: b}, {date: 2026-01-31, text: a}]",
		"b=2026-02-01 a=2026-01-31 "},
	    {"[{date: 2026-02-01, text: c}, {date: 2026-02-01, text: b},"
	     " {date: 2026-01-31, text: a}]",
		"c=2026-02-01-2 b=2026-02-01 a=2026-01-31 "},
	    /* The newest last. */
	    {"[{date: 2026-01-31, text: a}, {date: 2026-02-01, text: b}]",
		"b=2026-02-01 a=2026-01-31 "},
	    {"[{date: 2026-01-31, text: a}, {date: 2026-02-01, text: b},"
	     " {date: 2026-02-01, text: c}]",
		"c=2026-02-01-2 b=2026-02-01 a=2026-01-31 "},
	    /* In no order. */
	    {"[{date: 2026-02-01, text: b}, {date: 2026-03-01, text: c},"
	     " {date: 2026-01-31, text: a}]",
		"c=2026-03-01 b=2026-02-01 a=2026-01-31 "},
	    {"[{date: 2026-01-31, text: b}, {date: 2026-01-31, text: a}]",
		"b=2026-01-31-2 a=2026-01-31 "},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct buffer text = BUFFER_EMPTY;
		struct buffer told = BUFFER_EMPTY;
		struct building building;

		buffer_printf(&text,
		    BEGIN "url: gemini://a.org/\nchanges: %s\n---\n" PAGE,
		    rows[i].changes);
		building_begin(&building, buffer_span(&text));
		assert_int_equal(
		    diagnostics_count(building.list, DIAGNOSTIC_ERROR), 0);
		describe(&told, &building.document);
		if (!span_equal(
			buffer_span(&told), span_from(rows[i].expected)))
			fail_msg("%s: %.*s", rows[i].changes, (int)told.len,
			    told.ptr);
		building_end(&building);
		buffer_free(&text);
		buffer_free(&told);
	}
}

static void
test_base(void **state)
{
	static const struct {
		const char *url, *prefix, *expected;
	} rows[] = {
	    {"gemini://a.org", "", "gemini://a.org/"},
	    {"gemini://a.org/", "", "gemini://a.org/"},
	    {"gemini://a.org/b", "", "gemini://a.org/b/"},
	    {"gemini://a.org", "es/", "gemini://a.org/es/"},
	    {"gemini://a.org/es", "es/", "gemini://a.org/es/"},
	    {"gemini://a.org/es/", "es/", "gemini://a.org/es/"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct document document = {0};
		struct edition edition = {
		    .document = &document,
		    .prefix = span_from(rows[i].prefix),
		};
		struct buffer base = BUFFER_EMPTY;

		document.front.values[FRONT_MATTER_URL].text =
		    span_from(rows[i].url);
		changes_base(&edition, &base);
		assert_true(span_equal(
		    buffer_span(&base), span_from(rows[i].expected)));
		buffer_free(&base);
	}
}

/* A page of the document cannot stand where the changes go. */
static void
test_clash(void **state)
{
	struct building building;

	(void)state;
	building_begin(&building,
	    SPAN(BEGIN "url: gemini://a.org/\nchanges: [{date: 2026-01-31, "
		       "text: a}]\n---\n## Changes\n\na\n"));
	char *findings = building_findings(&building);
	assert_string_equal(findings, "9:1: error [reserved-slug]\n");
	free(findings);
	building_end(&building);

	building_begin(&building, SPAN(BEGIN "---\n## Changes\n\na\n"));
	assert_int_equal(diagnostics_count(building.list, DIAGNOSTIC_ERROR), 0);
	building_end(&building);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_base),
	    cmocka_unit_test(test_clash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
