/*
 * What md4c leaves without having entered it never reaches the tokens.
 */
#include "building.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

/* The place and code of the error; text is on line 7, or as told. */
#define REFUSED(place) place ": error [unclear-brackets]\n"
#define LOST(place) place ": warning [lost-mark]\n"

/* Build ${text}: its findings, and what its page must have. */
static void
check(struct span text, const char *expected, const char *words)
{
	struct building building;

	building_begin(&building, text);
	char *findings = building_findings(&building);
	if (strcmp(findings, expected) != 0)
		print_error("in: %.200s\n", text.ptr);
	assert_string_equal(findings, expected);
	free(findings);
	struct span page = building_page(&building, "page.gmi");
	if (*words != '\0')
		assert_non_null(
		    memmem(page.ptr, page.len, words, strlen(words)));
	building_end(&building);
}

static void
test_brackets(void **state)
{
	static const struct {
		const char *text, *expected;
	} rows[] = {
	    {"[](![)]()\n" PAGE, REFUSED("7:6")},
	    {"> [](![)]()\n" PAGE, REFUSED("7:8")},
	    {"- [](![)]()\n" PAGE, REFUSED("7:8")},
	    {PAGE "\n### [](![)]()\n\nText.\n", REFUSED("11:10")},
	    {"a\n\n\n[](![)]()\n" PAGE, REFUSED("10:6")},
	    {"See [the map](![old)map](new.md) now.\n" PAGE, REFUSED("7:24")},
	    {"[a](<![b>)c](d)\n" PAGE, REFUSED("7:12")},
	    {"[a](b \"![x\")y](z)\n" PAGE, REFUSED("7:14")},
	    {"![a](b \"![x\")y](z)\n" PAGE, REFUSED("7:15")},
	    {"|a|b|\n|---|---|\n|[](![)]()|c|\n\n" PAGE, REFUSED("9:7")},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct buffer text = BUFFER_EMPTY;

		buffer_append_text(&text, FRONT);
		buffer_append_text(&text, rows[i].text);
		check(buffer_span(&text), rows[i].expected, "");
		buffer_free(&text);
	}
}

/* Emphasis out of step leaves the document as it is. */
static void
test_emphasis(void **state)
{
	static const struct {
		const char *text, *expected, *words;
	} rows[] = {
	    {"[map](https://x/_b) c_ d\n", LOST("9:22"), "map c d"},
	    {"*see [map](https://x/b*c)\n", LOST("9:25"), "see map"},
	    {"[map](https://x/*b)*\n", LOST("9:19"), "map"},
	    {"**[map](https://x/b)** *c*\n", "", "map c"},
	    {"[map](https://x/\\_b) c\\_ d\n", "", "map c_ d"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct buffer text = BUFFER_EMPTY;

		buffer_append_text(&text, FRONT "## Page\n\n");
		buffer_append_text(&text, rows[i].text);
		check(buffer_span(&text), rows[i].expected, rows[i].words);
		buffer_free(&text);
	}
}

/* A large document, whose tables are looked at far behind the brackets. */
static void
test_large(void **state)
{
	struct buffer text = BUFFER_EMPTY;

	(void)state;
	buffer_append_text(&text, FRONT);
	for (int i = 0; i < 4000; i++)
		buffer_append_text(&text, "|a|b|\n|---|---|\n|c|d|\n\n");
	buffer_append_text(&text, "[](![)]()\n\n");
	for (int i = 0; i < 4000; i++)
		buffer_append_text(&text, "|a|b|\n|---|---|\n|c|d|\n\n");
	buffer_append_text(&text, PAGE);
	check(buffer_span(&text), REFUSED("16007:6"), "");
	buffer_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_brackets),
	    cmocka_unit_test(test_emphasis),
	    cmocka_unit_test(test_large),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
