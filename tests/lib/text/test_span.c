/*
 * Spans: comparing, searching, trimming, taking lines.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "span.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct span nowhere = {NULL, 0};

static void
compares(void **state)
{
	static const struct {
		const char *a, *b;
		bool equal, nocase, starts, ends;
	} rows[] = {
	    {"", "", true, true, true, true},
	    {"a", "", false, false, true, true},
	    {"", "a", false, false, false, false},
	    {"abc", "abc", true, true, true, true},
	    {"aBc", "AbC", false, true, false, false},
	    {"abc", "ab", false, false, true, false},
	    {"abc", "bc", false, false, false, true},
	    {"@[`{", "`{@[", false, false, false, false},
	    {"\xc3\x9c", "\xc3\xbc", false, false, false, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct span a = span_from(rows[i].a), b = span_from(rows[i].b);

		assert_int_equal(span_equal(a, b), rows[i].equal);
		assert_int_equal(span_equal_nocase(a, b), rows[i].nocase);
		assert_int_equal(span_starts_with(a, b), rows[i].starts);
		assert_int_equal(span_ends_with(a, b), rows[i].ends);
	}
	assert_true(span_equal(nowhere, SPAN("")));
	assert_true(span_equal_nocase(nowhere, nowhere));
	assert_false(span_equal(SPAN("a\0b"), SPAN("a\0c")));
}

static void
finds_bytes(void **state)
{
	static const struct {
		const char *text;
		char byte;
		size_t first, last;
	} rows[] = {
	    {"", '/', 0, 0},
	    {"abc", '/', 3, 3},
	    {"/", '/', 0, 0},
	    {"a/b/c", '/', 1, 3},
	    {"//", '/', 0, 1},
	    {"a\xff", '\xff', 1, 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct span text = span_from(rows[i].text);

		assert_int_equal(span_find(text, rows[i].byte), rows[i].first);
		assert_int_equal(
		    span_find_last(text, rows[i].byte), rows[i].last);
	}
	assert_int_equal(span_find(nowhere, 'a'), 0);
	assert_int_equal(span_find_last(nowhere, 'a'), 0);
	assert_int_equal(span_find(SPAN("a\0b"), '\0'), 1);
}

static void
trims_and_skips(void **state)
{
	static const struct {
		const char *text, *trimmed, *skipped;
	} rows[] = {
	    {"", "", ""},
	    {" ", "", ""},
	    {" \t a b\t ", "a b", " a b\t "},
	    {"ab", "ab", ""},
	    {"\rab\n", "\rab\n", "b\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct span text = span_from(rows[i].text);

		assert_true(
		    span_equal(span_trim(text), span_from(rows[i].trimmed)));
		assert_true(
		    span_equal(span_skip(text, 2), span_from(rows[i].skipped)));
	}
	assert_int_equal(span_skip(nowhere, 1).len, 0);
	assert_int_equal(span_from(NULL).len, 0);
}

static void
takes_lines(void **state)
{
	static const struct {
		const char *text, *lines; /* the lines, each in brackets */
	} rows[] = {
	    {"", ""},
	    {"\n", "[]"},
	    {"\r\n", "[]"},
	    {"a", "[a]"},
	    {"a\n", "[a]"},
	    {"a\r\nb", "[a][b]"},
	    {"a\rb\n\nc\r", "[a\rb][][c\r]"},
	    {"a\r\r\n", "[a\r]"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct span rest = span_from(rows[i].text), line;
		char found[64] = "";

		while (span_take_line(&line, &rest)) {
			size_t used = strlen(found);

			snprintf(found + used, sizeof(found) - used, "[%.*s]",
			    (int)line.len, line.ptr);
		}
		assert_string_equal(found, rows[i].lines);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(compares),
	    cmocka_unit_test(finds_bytes),
	    cmocka_unit_test(trims_and_skips),
	    cmocka_unit_test(takes_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
