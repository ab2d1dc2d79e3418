/*
 * Findings come out sorted, notes with their finding, control bytes escaped.
 */
#include "diagnostic_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

/* What diagnostics_write makes of ${list}; the caller frees it. */
static char *
written(struct diagnostics *list)
{
	char *text = NULL;
	size_t len;
	FILE *stream = open_memstream(&text, &len);

	diagnostics_write(list, stream);
	fclose(stream);
	return text;
}

static void
assert_written(struct diagnostics *list, const char *expected)
{
	char *text = written(list);

	assert_string_equal(text, expected);
	free(text);
	diagnostics_free(list);
}

static void
test_sorted(void **state)
{
	(void)state;
	struct diagnostics *list = diagnostics_new();

	diagnostics_add(list, DIAGNOSTIC_WARNING, "b", 1, 1, "x", "last");
	diagnostics_add(list, DIAGNOSTIC_ERROR, "a", 10, 2, "x", "third");
	diagnostics_add(list, DIAGNOSTIC_ERROR, "a", 9, 3, "x", "second %d", 2);
	diagnostics_add(list, DIAGNOSTIC_NOTE, "a", 99, 1, "n", "with it");
	diagnostics_add(list, DIAGNOSTIC_ERROR, "a", 9, 1, "x", "first");
	diagnostics_add(list, DIAGNOSTIC_ERROR, "a", 9, 1, "y", "equal");
	assert_int_equal(diagnostics_count(list, DIAGNOSTIC_ERROR), 4);
	assert_int_equal(diagnostics_count(list, DIAGNOSTIC_WARNING), 1);
	assert_int_equal(diagnostics_count(list, DIAGNOSTIC_NOTE), 1);
	assert_written(list, "a:9:1: error: first [x]\n"
			     "a:9:1: error: equal [y]\n"
			     "a:9:3: error: second 2 [x]\n"
			     "a:99:1: note: with it [n]\n"
			     "a:10:2: error: third [x]\n"
			     "b:1:1: warning: last [x]\n");
}

static void
test_numbers_left_out(void **state)
{
	(void)state;
	struct diagnostics *list = diagnostics_new();

	diagnostics_add(list, DIAGNOSTIC_ERROR, "a", 0, 0, "x", "none");
	diagnostics_add(list, DIAGNOSTIC_ERROR, "a", 3, 0, "x", "line");
	diagnostics_add(list, DIAGNOSTIC_ERROR, "a", 3, 4, NULL, "both");
	assert_written(list, "a: error: none [x]\n"
			     "a:3: error: line [x]\n"
			     "a:3:4: error: both\n");
}

static void
test_escaped(void **state)
{
	static const struct {
		const char *message, *expected;
	} rows[] = {
	    {"a\nb", "a: error: a\\x0ab [x]\n"},
	    {"\033[2J", "a: error: \\x1b[2J [x]\n"},
	    {"\x7f", "a: error: \\x7f [x]\n"},
	    {"\xc2\x9b", "a: error: \\xc2\\x9b [x]\n"},
	    {"\xe2\x80\xae", "a: error: \\xe2\\x80\\xae [x]\n"},
	    {"\xe2\x81\xa6", "a: error: \\xe2\\x81\\xa6 [x]\n"},
	    {"caf\xc3\xa9", "a: error: caf\xc3\xa9 [x]\n"},
	    {"\xe2", "a: error: \xe2 [x]\n"},
	    {"", "a: error:  [x]\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct diagnostics *list = diagnostics_new();

		diagnostics_add(list, DIAGNOSTIC_ERROR, "a", 0, 0, "x", "%s",
		    rows[i].message);
		assert_written(list, rows[i].expected);
	}
}

static void
test_bounded(void **state)
{
	(void)state;
	struct diagnostics *list = diagnostics_new();

	for (size_t i = 0; i < 10002; i++) {
		diagnostics_add(
		    list, DIAGNOSTIC_WARNING, "a", i + 1, 1, "x", "w");
		diagnostics_add(list, DIAGNOSTIC_NOTE, "a", i + 1, 2, "x", "n");
	}
	diagnostics_add(list, DIAGNOSTIC_ERROR, "z", 1, 1, "x", "kept");
	assert_int_equal(diagnostics_count(list, DIAGNOSTIC_WARNING), 10002);

	char *text = written(list);
	assert_non_null(strstr(text, "a:10000:2: note: n [x]\n"));
	assert_null(strstr(text, "a:10001:"));
	assert_non_null(strstr(text, "z:1:1: error: kept [x]\n"));
	assert_non_null(strstr(text, "lozenge: 2 more not shown\n"));
	free(text);
	diagnostics_free(list);
}

static void
test_free_null(void **state)
{
	(void)state;
	diagnostics_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sorted),
	    cmocka_unit_test(test_numbers_left_out),
	    cmocka_unit_test(test_escaped),
	    cmocka_unit_test(test_bounded),
	    cmocka_unit_test(test_free_null),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
