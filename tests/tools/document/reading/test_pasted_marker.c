/*
 * Markers of lists that Markdown does not know.
 */
#include "pasted_marker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

static void
test_read(void **state)
{
	static const struct {
		const char *line;
		enum pasted_kind kind;
		size_t length;
		unsigned value, roman;
	} rows[] = {
	    {"•\tone", PASTED_BULLET, 4, 0, 0},
	    {"•one", PASTED_BULLET, 3, 0, 0},
	    {"· one", PASTED_BULLET, 3, 0, 0},
	    {"o\u00a0 one", PASTED_BULLET, 4, 0, 0},
	    {"\uf0a7  one", PASTED_BULLET, 5, 0, 0},
	    {"– one", PASTED_DASH, 4, 0, 0},
	    {"–one", PASTED_NONE, 0, 0, 0},
	    {"-\u00a0one", PASTED_HYPHEN, 3, 0, 0},
	    {"-one", PASTED_HYPHEN, 1, 0, 0},
	    {"- one", PASTED_NONE, 0, 0, 0},
	    {"-5", PASTED_NONE, 0, 0, 0},
	    {"*one", PASTED_HYPHEN, 1, 0, 0},
	    {"+one", PASTED_HYPHEN, 1, 0, 0},
	    {"*one* two", PASTED_NONE, 0, 0, 0},
	    {"**one** two", PASTED_NONE, 0, 0, 0},
	    {"+44 20", PASTED_NONE, 0, 0, 0},
	    {"✓ one", PASTED_SIGN, 4, 0, 0},
	    {"❌ one", PASTED_SIGN, 4, 0, 0},
	    {"☐one", PASTED_SIGN, 3, 0, 0},
	    {"→ one", PASTED_SIGN, 4, 0, 0},
	    {"§\tone", PASTED_BULLET, 3, 0, 0},
	    {"§ 5", PASTED_NONE, 0, 0, 0},
	    {"v\tone", PASTED_BULLET, 2, 0, 0},
	    {"v one", PASTED_NONE, 0, 0, 0},
	    {"Ø\tone", PASTED_BULLET, 3, 0, 0},
	    {"à la", PASTED_NONE, 0, 0, 0},
	    {"12. one", PASTED_NUMBER, 4, 12, 0},
	    {"(3)\tone", PASTED_NUMBER, 4, 3, 0},
	    {"1.one", PASTED_NUMBER, 2, 1, 0},
	    {"1999. One", PASTED_NONE, 0, 0, 0},
	    {"1.5 mg", PASTED_NONE, 0, 0, 0},
	    {"(3] one", PASTED_NONE, 0, 0, 0},
	    {"c) one", PASTED_LETTER, 3, 3, 0},
	    {"iv. one", PASTED_LETTER, 4, 0, 4},
	    {"I. one", PASTED_LETTER, 3, 9, 1},
	    {"mr. one", PASTED_NONE, 0, 0, 0},
	    {"a.one", PASTED_NONE, 0, 0, 0},
	    {"(a", PASTED_NONE, 0, 0, 0},
	    {"", PASTED_NONE, 0, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct pasted_marker marker =
		    pasted_marker_read(span_from(rows[i].line));

		assert_int_equal(marker.kind, rows[i].kind);
		assert_int_equal(marker.length, rows[i].length);
		assert_int_equal(marker.value, rows[i].value);
		assert_int_equal(marker.roman, rows[i].roman);
	}
}

static void
test_follows(void **state)
{
	static const struct {
		const char *last, *next;
		bool follows;
	} rows[] = {
	    {"• a", "· b", true},
	    {"– a", "— b", true},
	    {"• a", "– b", false},
	    {"1. a", "2. b", true},
	    {"1. a", "3. b", false},
	    {"1. a", "2) b", false},
	    {"(1) a", "2) b", false},
	    {"a. x", "b. y", true},
	    {"h. x", "i. y", true},
	    {"i. x", "ii. y", true},
	    {"iii. x", "iv. y", true},
	    {"a. x", "ii. y", false},
	    {"x", "y", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct pasted_marker last =
		    pasted_marker_read(span_from(rows[i].last));
		struct pasted_marker next =
		    pasted_marker_read(span_from(rows[i].next));

		assert_int_equal(
		    pasted_marker_follows(&next, &last), rows[i].follows);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_read),
	    cmocka_unit_test(test_follows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
