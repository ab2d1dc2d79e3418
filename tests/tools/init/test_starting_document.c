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
	starting_document_append(&out, STARTING_LEAFLET, SPAN("A title"),
	    SPAN("2026-01-02"), SPAN("2027-01-02"));
	assert_true(span_starts_with(buffer_span(&out), SPAN("---\n")));
	assert_true(utf8_is_ascii(buffer_span(&out)));
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(
		    count_text(buffer_span(&out), span_from(rows[i].text)),
		    rows[i].times);
	buffer_free(&out);
}

static void
test_kinds(void **state)
{
	static const char *const names[STARTING_KIND_COUNT] = {
	    "leaflet", "site", "minimal"};
	enum starting_kind kind;

	(void)state;
	for (int i = 0; i < STARTING_KIND_COUNT; i++) {
		struct buffer out = BUFFER_EMPTY;

		assert_true(starting_document_kind(&kind, span_from(names[i])));
		assert_int_equal(kind, i);
		starting_document_append(&out, kind, SPAN("A title"),
		    SPAN("2026-01-02"), SPAN("2027-01-02"));
		assert_int_equal(
		    count_text(buffer_span(&out), SPAN("title: \"A title\"\n")),
		    1);
		assert_int_equal(
		    count_text(buffer_span(&out), SPAN("{today}")), 0);
		assert_true(utf8_is_ascii(buffer_span(&out)));
		buffer_free(&out);
	}
	assert_false(starting_document_kind(&kind, SPAN("Leaflet")));
	assert_false(starting_document_kind(&kind, SPAN("")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_kinds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
