/*
 * Findings as a terminal shows them.
 */
#include "diagnostic_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* On a terminal: the line, and a caret below the place. */
static void
test_shown(void **state)
{
	static const struct {
		const char *line;
		size_t column; /* in bytes, from 0 */
		const char *excerpt;
	} rows[] = {
	    {"a bad word", 2, "   12 | a bad word\n      |   ^\n"},
	    {"bad", 0, "   12 | bad\n      | ^\n"},
	    {"bad", 3, "   12 | bad\n      |    ^\n"},
	    {"\tä日 bad", 7, "   12 |  ä日 bad\n      |      ^\n"},
	    {"a\x1b[mbad", 4, "   12 | a\\x1b[mbad\n      |        ^\n"},
	    {"", 0, ""},
	    {"bad", 9, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct diagnostics *list = diagnostics_new();
		char expected[256], *text = NULL;
		size_t len;

		diagnostics_add(
		    list, DIAGNOSTIC_WARNING, "a.md", 12, 1, "x", "oh");
		diagnostics_excerpt(
		    list, span_from(rows[i].line), rows[i].column);
		FILE *stream = open_memstream(&text, &len);
		diagnostics_show(list, stream, DIAGNOSTIC_SHOWN);
		fclose(stream);
		snprintf(expected, sizeof expected,
		    "a.md:12:1: warning: oh [x]\n%s", rows[i].excerpt);
		assert_string_equal(text, expected);
		free(text);
		diagnostics_free(list);
	}
}

static void
test_long_line_is_cut(void **state)
{
	struct diagnostics *list = diagnostics_new();
	struct buffer line = BUFFER_EMPTY;
	char *text = NULL;
	size_t len;

	(void)state;
	buffer_append_repeated(&line, 'a', 1000);
	line.ptr[500] = '#';
	diagnostics_add(list, DIAGNOSTIC_ERROR, "a.md", 1, 501, "x", "oh");
	diagnostics_excerpt(list, buffer_span(&line), 500);
	FILE *stream = open_memstream(&text, &len);
	diagnostics_show(list, stream, DIAGNOSTIC_SHOWN);
	fclose(stream);
	const char *shown = strstr(text, "| ...");
	const char *caret = strchr(text, '^');
	assert_non_null(shown);
	assert_true(len < 500);
	/* The caret is below the mark: as far from its line's bar. */
	assert_int_equal(strchr(text, '#') - shown, caret - strrchr(text, '|'));
	free(text);
	buffer_free(&line);
	diagnostics_free(list);
}

/* A line that is no UTF-8 at all. */
static void
test_broken_line(void **state)
{
	struct diagnostics *list = diagnostics_new();
	struct buffer line = BUFFER_EMPTY;
	char *text = NULL;
	size_t len;

	(void)state;
	buffer_append_repeated(&line, '\x80', 1000);
	diagnostics_add(list, DIAGNOSTIC_ERROR, "a.md", 1, 501, "x", "oh");
	diagnostics_excerpt(list, buffer_span(&line), 500);
	FILE *stream = open_memstream(&text, &len);
	diagnostics_show(list, stream, DIAGNOSTIC_SHOWN);
	fclose(stream);
	assert_non_null(strchr(text, '^'));
	assert_true(len < 500);
	free(text);
	buffer_free(&line);
	diagnostics_free(list);
}

static void
test_colours(void **state)
{
	struct diagnostics *list = diagnostics_new();
	char *text = NULL;
	size_t len;

	(void)state;
	diagnostics_add(list, DIAGNOSTIC_ERROR, "a\x1b", 1, 1, "x", "oh");
	FILE *stream = open_memstream(&text, &len);
	diagnostics_show(list, stream, DIAGNOSTIC_COLOUR);
	fclose(stream);
	assert_non_null(strstr(text, "\033[1;31merror"));
	assert_non_null(strstr(text, "a\\x1b:1:1:"));
	assert_string_equal(
	    text + len - strlen("\033[0m [x]\n"), "\033[0m [x]\n");
	free(text);
	diagnostics_free(list);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_shown),
	    cmocka_unit_test(test_long_line_is_cut),
	    cmocka_unit_test(test_broken_line),
	    cmocka_unit_test(test_colours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
