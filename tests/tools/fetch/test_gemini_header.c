/*
 * Header lines as a client reads them.
 */
#include "gemini_header.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "buffer.h"

static const struct {
	const char *bytes;
	enum gemini_header_verdict verdict;
	int status;
	const char *meta, *body;
} rows[] = {
    {"20 text/gemini\r\n# A\n", GEMINI_HEADER_OK, 20, "text/gemini", "# A\n"},
    {"51 Not found\r\n", GEMINI_HEADER_OK, 51, "Not found", ""},
    {"31 gemini://a/ b\r\n", GEMINI_HEADER_OK, 31, "gemini://a/ b", ""},
    {"20\r\nx", GEMINI_HEADER_OK, 20, "", "x"},
    {"20 \r\nx", GEMINI_HEADER_OK, 20, "", "x"},
    {"62 x\r\n\r\n", GEMINI_HEADER_OK, 62, "x", "\r\n"},
    {"", GEMINI_HEADER_MORE, 0, "", ""},
    {"2", GEMINI_HEADER_MORE, 0, "", ""},
    {"20", GEMINI_HEADER_MORE, 0, "", ""},
    {"20 text\r", GEMINI_HEADER_MORE, 0, "", ""},
    {"HTTP/1.1 200 OK\r\n", GEMINI_HEADER_BAD, 0, "", ""},
    {"H", GEMINI_HEADER_BAD, 0, "", ""},
    {"2x text\r\n", GEMINI_HEADER_BAD, 0, "", ""},
    {"09 x\r\n", GEMINI_HEADER_BAD, 0, "", ""},
    {"70 x\r\n", GEMINI_HEADER_BAD, 0, "", ""},
    {"200 x\r\n", GEMINI_HEADER_BAD, 0, "", ""},
    {"20\ttext\r\n", GEMINI_HEADER_BAD, 0, "", ""},
    {"20 text\n", GEMINI_HEADER_BAD, 0, "", ""},
    {"2\r\n", GEMINI_HEADER_BAD, 0, "", ""},
    {"\r\n", GEMINI_HEADER_BAD, 0, "", ""},
};

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct gemini_header header;

		assert_int_equal(
		    gemini_header_parse(&header, span_from(rows[i].bytes)),
		    rows[i].verdict);
		if (rows[i].verdict != GEMINI_HEADER_OK)
			continue;
		assert_int_equal(header.status, rows[i].status);
		assert_true(span_equal(header.meta, span_from(rows[i].meta)));
		assert_true(span_equal(header.body, span_from(rows[i].body)));
	}
}

/* "20 " and a meta of ${count} bytes, with or without the line end. */
static enum gemini_header_verdict
parse_long(size_t count, const char *end)
{
	struct buffer bytes = BUFFER_EMPTY;
	struct gemini_header header;
	enum gemini_header_verdict verdict;

	buffer_append_text(&bytes, "20 ");
	buffer_append_repeated(&bytes, 'x', count);
	buffer_append_text(&bytes, end);
	verdict = gemini_header_parse(&header, buffer_span(&bytes));
	buffer_free(&bytes);
	return verdict;
}

static void
test_lengths(void **state)
{
	(void)state;
	assert_int_equal(parse_long(1024, "\r\n"), GEMINI_HEADER_OK);
	assert_int_equal(parse_long(1025, "\r\n"), GEMINI_HEADER_BAD);
	assert_int_equal(parse_long(1024, "\r"), GEMINI_HEADER_MORE);
	assert_int_equal(parse_long(1026, ""), GEMINI_HEADER_BAD);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_lengths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
