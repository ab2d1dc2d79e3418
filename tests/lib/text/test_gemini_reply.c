/*
 * Gemini reply headers: form, length, and bytes that must not get out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "buffer.h"
#include "gemini_reply.h"
#include "utf8.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const enum gemini_status defined[] = {
    10, 11, 20, 30, 31, 40, 41, 42, 43, 44, 50, 51, 52, 53, 59, 60, 61, 62};

static void
writes_headers(void **state)
{
	static const struct {
		enum gemini_status status;
		struct span meta;
		const char *header;
	} rows[] = {
	    {20, {"text/gemini; lang=en", 20}, "20 text/gemini; lang=en\r\n"},
	    {31, {"/dir/", 5}, "31 /dir/\r\n"},
	    {10, {"Name?", 5}, "10 Name?\r\n"},
	    {62, {"\xc3\xbc", 2}, "62 \xc3\xbc\r\n"},
	    {31, {"/a\r\n20 b", 8}, "31 /a  20 b\r\n"},
	    {51, {"a\0\t\x1b\x1f\x7f~", 7}, "51 a     ~\r\n"},
	    {51, {"a\xff\xc3~\x80", 5}, "51 a??~?\r\n"},
	};
	char header[GEMINI_HEADER_BYTES_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t len =
		    gemini_reply_header(header, rows[i].status, rows[i].meta);

		assert_true(span_equal(
		    (struct span){header, len}, span_from(rows[i].header)));
	}
}

static void
has_a_text_for_every_status(void **state)
{
	size_t next = 0;
	char header[GEMINI_HEADER_BYTES_MAX];

	(void)state;
	for (int status = -1; status < 100; status++) {
		struct span text = span_from(gemini_status_text(status));

		if (next == COUNT(defined) || status != (int)defined[next]) {
			assert_int_equal(text.len, 0);
			continue;
		}
		size_t len = gemini_reply_header(
		    header, defined[next++], (struct span){NULL, 0});
		assert_int_equal(header[0], '0' + status / 10);
		assert_int_equal(header[1], '0' + status % 10);
		assert_int_equal(header[2], ' ');
		assert_true(text.len > 0);
		assert_true(utf8_is_ascii(text));
		assert_true(
		    span_equal((struct span){header + 3, len - 5}, text));
	}
	assert_int_equal(next, COUNT(defined));
}

/* The length of a header whose meta is ${fill} bytes and then ${tail}. */
static size_t
header_length(size_t fill, const char *tail)
{
	char header[GEMINI_HEADER_BYTES_MAX];
	struct buffer meta = BUFFER_EMPTY;

	buffer_append_repeated(&meta, 'a', fill);
	buffer_append_text(&meta, tail);
	size_t len =
	    gemini_reply_header(header, GEMINI_GONE, buffer_span(&meta));
	assert_memory_equal(header + len - 2, "\r\n", 2);
	assert_true(utf8_is_valid((struct span){header, len}));
	buffer_free(&meta);
	return len;
}

static void
cuts_at_a_character(void **state)
{
	static const struct {
		size_t fill;
		const char *tail;
		size_t meta;
	} rows[] = {
	    {1023, "", 1023}, {1024, "", 1024}, {1025, "", 1024},
	    {9999, "", 1024}, {1022, "\xc3\xbc", 1024},
	    {1023, "\xc3\xbc", 1023}, {1022, "\xe2\x82\xac", 1022},
	    {1021, "\xe2\x82\xac", 1024}, {1021, "\xf0\x9f\x98\x80", 1021},
	    {1020, "\x80\x80\x80\x80\x80\x80", 1021}, /* no character */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(header_length(rows[i].fill, rows[i].tail),
		    rows[i].meta + 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(writes_headers),
	    cmocka_unit_test(has_a_text_for_every_status),
	    cmocka_unit_test(cuts_at_a_character),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
