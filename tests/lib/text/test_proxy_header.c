/*
 * PROXY headers: both versions, every cut, every malformed field.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "buffer.h"
#include "proxy_header.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define OK PROXY_HEADER_OK
#define MORE PROXY_HEADER_MORE
#define BAD PROXY_HEADER_BAD

#define V2 "\r\n\r\n\0\r\nQUIT\n"
#define INET "\xc0\x00\x02\x01\xc0\x00\x02\x02\xc3\x50\x07\xad"
#define INET6                                                                  \
	"\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01"                           \
	"\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x02"                           \
	"\xc3\x50\x07\xad"

/* A row's bytes, and how many of them are the header. */
#define ROW(header, rest, ...)                                                 \
	{                                                                      \
		{header rest, sizeof(header rest) - 1}, sizeof(header) - 1,    \
		    __VA_ARGS__                                                \
	}

static const struct {
	struct span bytes;
	size_t size;
	const char *source; /* NULL: none */
	unsigned port, destination_port;
	bool local;
} valid[] = {
    ROW("PROXY TCP4 192.0.2.1 192.0.2.2 50000 1965\r\n", "\x16\x03",
	"192.0.2.1", 50000, 1965, false),
    ROW("PROXY TCP4 0.0.0.0 255.255.255.255 0 65535\r\n", "", "0.0.0.0", 0,
	65535, false),
    ROW("PROXY TCP6 2001:db8::1 ::1 65535 1\r\n", "x", "2001:db8::1", 65535, 1,
	false),
    ROW("PROXY TCP6 ::ffff:192.0.2.1 ::1 1 1\r\n", "", "192.0.2.1", 1, 1,
	false),
    ROW("PROXY TCP6 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff "
	"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\r\n",
	"", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 65535, 65535, false),
    ROW("PROXY UNKNOWN\r\n", "abc", NULL, 0, 0, false),
    ROW("PROXY UNKNOWN what ever\tit is\r\n", "", NULL, 0, 0, false),
    ROW(V2 "\x21\x11\0\x0c" INET, "\x16", "192.0.2.1", 50000, 1965, false),
    ROW(V2 "\x21\x12\0\x0c" INET, "", "192.0.2.1", 50000, 1965, false),
    ROW(V2 "\x21\x21\0\x24" INET6, "x", "2001:db8::1", 50000, 1965, false),
    ROW(V2 "\x21\x11\0\x10" INET "\x04\0\x01x", "y", "192.0.2.1", 50000, 1965,
	false),
    ROW(V2 "\x20\0\0\0", "\x16", NULL, 0, 0, true),
    ROW(V2 "\x20\x11\0\x0c" INET, "", NULL, 0, 0, true),
    ROW(V2 "\x20\xff\0\x01?", "", NULL, 0, 0, true),
    ROW(V2 "\x21\0\0\0", "", NULL, 0, 0, false),
    ROW(V2 "\x21\0\0\x03xyz", "z", NULL, 0, 0, false),
};

static bool
is_source(const struct proxy_header *header, const char *expected)
{
	struct address address;

	if (expected == NULL)
		return !header->has_source;
	if (!address_parse_v4(&address, span_from(expected)) &&
	    !address_parse_v6(&address, span_from(expected)))
		return false;
	return header->has_source &&
	       memcmp(address.bytes, header->source.bytes, 16) == 0;
}

static void
reads_headers(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(valid); i++) {
		struct proxy_header header;

		if (proxy_header_parse(&header, valid[i].bytes) != OK)
			fail_msg("row %zu refused", i);
		assert_int_equal(header.size, valid[i].size);
		assert_int_equal(header.local, valid[i].local);
		assert_int_equal(header.source_port, valid[i].port);
		assert_int_equal(
		    header.destination_port, valid[i].destination_port);
		if (!is_source(&header, valid[i].source))
			fail_msg("row %zu: wrong source", i);
	}
}

static void
waits_for_every_part(void **state)
{
	struct proxy_header header;

	(void)state;
	for (size_t i = 0; i < COUNT(valid); i++)
		for (size_t len = 0; len < valid[i].size; len++)
			if (proxy_header_parse(&header,
				(struct span){valid[i].bytes.ptr, len}) != MORE)
				fail_msg("row %zu, %zu bytes", i, len);
}

static void
refuses_what_is_malformed(void **state)
{
	static const struct span rows[] = {
#define BYTES(text) {text, sizeof(text) - 1}
	    BYTES("\x16\x03\x01"),
	    BYTES("gemini://h/\r\n"),
	    BYTES("PROXYTCP4 1.1.1.1 1.1.1.1 1 1\r\n"),
	    BYTES("proxy TCP4 1.1.1.1 1.1.1.1 1 1\r\n"),
	    BYTES(" PROXY"),
	    BYTES("PROXY \r\n"),
	    BYTES("PROXY TCP4 192.0.2.1 192.0.2.2 50000 1965\n"),
	    BYTES("PROXY TCP4 192.0.2.1 192.0.2.2 50000 1965\rx"),
	    BYTES("PROXY TCP4 192.0.2.1 192.0.2.2 99999 1965\r\n"),
	    BYTES("PROXY TCP4 192.0.2.1 192.0.2.2 65536 1965\r\n"),
	    BYTES("PROXY TCP4 192.0.2.1 192.0.2.2 1 65536\r\n"),
	    BYTES("PROXY TCP4 192.0.2.1 192.0.2.2 01 1\r\n"),
	    BYTES("PROXY TCP4 192.0.2.1 192.0.2.2 +1 1\r\n"),
	    BYTES("PROXY TCP4 192.0.2.1 192.0.2.2 1\r\n"),
	    BYTES("PROXY TCP4 192.0.2.1 192.0.2.2 1 \r\n"),
	    BYTES("PROXY TCP4 192.0.2.1 192.0.2.2 1 1 \r\n"),
	    BYTES("PROXY TCP4 192.0.2.1 192.0.2.2 1 1 1\r\n"),
	    BYTES("PROXY TCP4  192.0.2.1 192.0.2.2 1 1\r\n"),
	    BYTES("PROXY TCP4 192.0.2.1\r\n"),
	    BYTES("PROXY TCP4\r\n"),
	    BYTES("PROXY TCP4 ::1 ::1 1 1\r\n"),
	    BYTES("PROXY TCP6 192.0.2.1 192.0.2.2 1 1\r\n"),
	    BYTES("PROXY TCP4 192.0.2.256 192.0.2.2 1 1\r\n"),
	    BYTES("PROXY TCP4 192.0.2.1 192.0.2 1 1\r\n"),
	    BYTES("PROXY TCP5 192.0.2.1 192.0.2.2 1 1\r\n"),
	    BYTES("PROXY UNKNOWNX\r\n"),
	    BYTES("PROXY UNKNOWN\n\r\n"),
	    BYTES("\r\n\r\n\0\r\nQUIX"),
	    BYTES(V2 "\x11"),                /* version 1 */
	    BYTES(V2 "\x31"),                /* version 3 */
	    BYTES(V2 "\x22"),                /* unknown command */
	    BYTES(V2 "\x21\x41\0\0"),        /* unknown family */
	    BYTES(V2 "\x21\x13\0\x0c" INET), /* unknown transport */
	    BYTES(V2 "\x21\x11\0\x0b" INET), /* too short for IPv4 */
	    BYTES(V2 "\x21\x21\0\x0c" INET), /* too short for IPv6 */
	    BYTES(V2 "\x21\x31\0\x0c" INET), /* too short for Unix */
	    BYTES(V2 "\x21\x11\x0f\xf1"),    /* one byte over the limit */
	    BYTES(V2 "\x20\0\xff\xff"),
#undef BYTES
	};
	struct proxy_header header;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (proxy_header_parse(&header, rows[i]) != BAD)
			fail_msg("row %zu: %s", i, rows[i].ptr);
}

/* A header that begins with ${start}, ${fill} bytes of x, and ${end}. */
static enum proxy_verdict
verdict_of_length(struct span start, size_t fill, const char *end, size_t *size)
{
	struct buffer bytes = BUFFER_EMPTY;
	struct proxy_header header;

	buffer_append(&bytes, start);
	buffer_append_repeated(&bytes, 'x', fill);
	buffer_append_text(&bytes, end);
	enum proxy_verdict verdict =
	    proxy_header_parse(&header, buffer_span(&bytes));
	*size = header.size;
	buffer_free(&bytes);
	return verdict;
}

static void
keeps_the_limits(void **state)
{
	static const struct {
		struct span start;
		size_t fill;
		const char *end;
		enum proxy_verdict verdict;
		size_t size;
	} rows[] = {
	    {{"PROXY UNKNOWN ", 14}, 91, "\r\n", OK, 107},
	    {{"PROXY UNKNOWN ", 14}, 92, "\r\n", BAD, 0},
	    {{"PROXY UNKNOWN ", 14}, 92, "", MORE, 0},
	    {{"PROXY UNKNOWN ", 14}, 91, "\r", MORE, 0},
	    {{"PROXY UNKNOWN ", 14}, 93, "", BAD, 0},
	    {{V2 "\x21\x31\0\xd8", 16}, 216, "", OK, 232},
	    {{V2 "\x21\x31\0\xd8", 16}, 215, "", MORE, 0},
	    {{V2 "\x21\x11\x0f\xf0", 16}, 4080, "yz", OK, 4096},
	    {{V2 "\x21\x11\x0f\xf0", 16}, 4079, "", MORE, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t size;

		if (verdict_of_length(rows[i].start, rows[i].fill, rows[i].end,
			&size) != rows[i].verdict)
			fail_msg("row %zu", i);
		if (rows[i].verdict == OK)
			assert_int_equal(size, rows[i].size);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_headers),
	    cmocka_unit_test(waits_for_every_part),
	    cmocka_unit_test(refuses_what_is_malformed),
	    cmocka_unit_test(keeps_the_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
