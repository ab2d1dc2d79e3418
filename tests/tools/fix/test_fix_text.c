/*
 * What is mechanical is mended, and nothing else is touched.
 */
#include "building.h"
#include "fix_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#define TITLED                                                                 \
	"---\ntitle: %s\nlang: en\nsummary: S\nreviewed: "                     \
	"2026-01-31\n---\n" PAGE

struct row {
	const char *before, *after;
};

/* Mend ${before}, which must become ${after}. */
static void
check_row(const char *before, const char *after)
{
	struct building building;
	struct buffer mended = BUFFER_EMPTY;

	building_begin(&building, span_from(before));
	size_t made = fix_text_apply(
	    &mended, building.source.text, building.list, "doc.md");
	buffer_append_byte(&mended, '\0');
	assert_string_equal(mended.ptr, after);
	assert_int_equal(made > 0, strcmp(before, after) != 0);
	building_end(&building);
	buffer_free(&mended);
}

static void
test_lists(void **state)
{
	static const struct row rows[] = {
	    {"•\tone\n•\ttwo\n•\tthree", "- one\n- two\n- three"},
	    {"•\tone\r\n•\ttwo\r\n", "- one\r\n- two\r\n"},
	    {"Text:\n· one\n· two\nmore\n\n· three",
		"Text:\n- one\n- two\nmore\n\n· three"},
	    {"-\u00a0one\n-\u00a0two", "- one\n- two"},
	    {"✓ one\n✗ two\n☐ x", "- ✓ one\n- ✗ two\n- ☐ x"},
	    {"§\tone\n§\ttwo", "- one\n- two"},
	    {"*one\n*two", "- one\n- two"},
	    {"– one\n— two", "- one\n- two"},
	    {"\uf0b7  one\n\uf0b7  two", "- one\n- two"},
	    {"•\tone\n    •\ttwo", "- one\n    - two"},
	    {"> • one\n> • two", "> - one\n> - two"},
	    {"(1) one\n(2)\ttwo", "1. one\n2. two"},
	    {"1.\u00a0one\n2.\u00a0two", "1. one\n2. two"},
	    {"1)one\n2)two", "1. one\n2. two"},
	    {"a. one\nb. two", "- a. one\n- b. two"},
	    {"(i) one\n(ii) two", "- (i) one\n- (ii) two"},
	    {"o one\no two", "- one\n- two"},
	    /* What cannot be mended by its markers alone stays. */
	    {"Text\n2. one\n3. two", "Text\n2. one\n3. two"},
	    {"Do: 1) one\n2) two", "Do: 1) one\n2) two"},
	    {"• one\ntwo", "• one\ntwo"},
	    {"– ¿Duele?\n– Sí, mucho.", "– ¿Duele?\n– Sí, mucho."},
	    {"- one\n        - two", "- one\n        - two"},
	    {"##\u00a0Heading\n\nText", "## Heading\n\nText"},
	    {"a\ufeffb", "ab"},
	    {"##Heading\n\nText", "##Heading\n\nText"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct buffer before = BUFFER_EMPTY, after = BUFFER_EMPTY;

		buffer_printf(&before, FRONT PAGE "\n%s\n", rows[i].before);
		buffer_printf(&after, FRONT PAGE "\n%s\n", rows[i].after);
		buffer_append_byte(&before, '\0');
		buffer_append_byte(&after, '\0');
		check_row(before.ptr, after.ptr);
		buffer_free(&before);
		buffer_free(&after);
	}
}

static void
test_front_matter(void **state)
{
	static const struct row rows[] = {
	    {"“T: U”", "\"T: U\""},
	    {"“T”", "\"T\""},
	    {"«T»\r", "\"T\"\r"},
	    {"‘It’s T’", "\"It’s T\""},
	    {"“a \"b\" c”", "“a \"b\" c”"},
	    {"\"“T”\"", "\"“T”\""},
	    {"“T” and “U”", "“T” and “U”"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char before[256], after[256];

		snprintf(before, sizeof before, TITLED, rows[i].before);
		snprintf(after, sizeof after, TITLED, rows[i].after);
		check_row(before, after);
	}
}

/* Edits that overlap, or lie outside: the first one counts. */
static void
test_edits(void **state)
{
	static const struct diagnostic_edit edits[] = {
	    {.at = 4, .length = 2, .text = "X"},
	    {.at = 0, .length = 1, .text = ""},
	    {.at = 5, .length = 2, .text = "Y"},
	    {.at = 9, .length = 2, .text = "Z"},
	    {.at = 7, .length = 0, .text = "+"},
	};
	struct diagnostics *list = diagnostics_new();
	struct buffer out = BUFFER_EMPTY;

	(void)state;
	diagnostics_add(list, DIAGNOSTIC_WARNING, "a", 1, 1, "x", "a");
	for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++)
		diagnostics_edit(list, edits[i]);
	diagnostics_add(list, DIAGNOSTIC_WARNING, "b", 1, 1, "x", "b");
	diagnostics_edit(list, edits[0]);
	assert_int_equal(
	    fix_text_apply(&out, SPAN("0123456789"), list, "a"), 3);
	assert_true(span_equal(buffer_span(&out), SPAN("123X6+789")));
	diagnostics_free(list);
	buffer_free(&out);
}

static void
test_diff(void **state)
{
	static const struct {
		const char *before, *after, *diff;
	} rows[] = {
	    {"a\nb\nc\nd\n", "a\nB\nC\nd\n",
		"--- f\n+++ f\n@@ -2,2 +2,2 @@\n-b\n-c\n+B\n+C\n"},
	    {"a\nb\nc", "A\nb\nC",
		"--- f\n+++ f\n@@ -1,1 +1,1 @@\n-a\n+A\n@@ -3,1 +3,1 @@\n-c\n"
		"\\ No newline at end of file\n+C\n"
		"\\ No newline at end of file\n"},
	    {"a\r\n", "b\r\n", "--- f\n+++ f\n@@ -1,1 +1,1 @@\n-a\r\n+b\r\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct buffer out = BUFFER_EMPTY;

		fix_text_diff(&out, span_from(rows[i].before),
		    span_from(rows[i].after), "f");
		assert_true(
		    span_equal(buffer_span(&out), span_from(rows[i].diff)));
		buffer_free(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_lists),
	    cmocka_unit_test(test_front_matter),
	    cmocka_unit_test(test_edits),
	    cmocka_unit_test(test_diff),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
