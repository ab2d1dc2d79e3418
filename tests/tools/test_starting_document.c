/*
 * The starting document: its blanks are filled in, all else stays.
 */
#include "starting_document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "utf8.h"

/* What the document must hold, and how often. */
static const struct {
	const char *text;
	int times;
} rows[] = {
    {"title: \"A title\"\n", 1},
    {"reviewed: 2026-01-02\n", 1},
    {"next-review: 2027-01-02\n", 1},
    {"\nlang: ", 1},
    {"\nsummary: ", 1},
    {"\npublisher: ", 1},
    {"\ncontact: ", 1},
    {"\nlicence: ", 1},
    {"\nurl: ", 1},
    {"{#first-steps}\n", 1},
    {"{#questions}\n", 1},
    {"](#questions)", 1},
    {"{title}", 0},
    {"{today}", 0},
    {"{next-year}", 0},
    {"\t", 0},
};

static int
count_text(struct span document, struct span text)
{
	int count = 0;

	for (; document.len > 0; document = span_skip(document, 1))
		count += span_starts_with(document, text) ? 1 : 0;
	return count;
}

static void
test_rows(void **state)
{
	struct buffer out = BUFFER_EMPTY;

	(void)state;
	starting_document_append(
	    &out, SPAN("A title"), SPAN("2026-01-02"), SPAN("2027-01-02"));
	assert_true(span_starts_with(buffer_span(&out), SPAN("---\n")));
	assert_true(utf8_is_ascii(buffer_span(&out)));
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(
		    count_text(buffer_span(&out), span_from(rows[i].text)),
		    rows[i].times);
	buffer_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
