/*
 * IP addresses: RFC 3986's strict text forms.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "address.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
	const char *text;
	bool v4;
	unsigned char bytes[16];
} valid[] = {
    {"0.0.0.0", true, {[10] = 0xff, 0xff}},
    {"192.0.2.1", true, {[10] = 0xff, 0xff, 192, 0, 2, 1}},
    {"255.255.255.255", true, {[10] = 0xff, 0xff, 255, 255, 255, 255}},
    {"::", false, {0}},
    {"::1", false, {[15] = 1}},
    {"1::", false, {[1] = 1}},
    {"2001:DB8::a:b", false, {0x20, 1, 0x0d, 0xb8, [13] = 10, [15] = 11}},
    {"1:2:3:4:5:6:7:8", false,
	{0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8}},
    {"1:2:3:4:5:6:7::", false, {0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7}},
    {"::2:3:4:5:6:7:8", false, {[3] = 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8}},
    {"::ffff:192.0.2.1", true, {[10] = 0xff, 0xff, 192, 0, 2, 1}},
    {"::192.0.2.1", false, {[12] = 192, 0, 2, 1}},
    {"1:2:3:4:5:6:1.2.3.4", false,
	{0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 1, 2, 3, 4}},
    {"1::5:1.2.3.4", false, {[1] = 1, [11] = 5, 1, 2, 3, 4}},
};

static const char *const malformed[] = {"", "1", "1.2.3", "1.2.3.4.5", "1.2.3.",
    ".1.2.3.4", "1..2.3", "256.1.1.1", "1.2.3.1000", "01.2.3.4", "1.2.3.00",
    "1.2.3.4 ", " 1.2.3.4", "+1.2.3.4", "0x1.2.3.4", ":", ":::", "1",
    "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7:8::", "1::2:3:4:5:6:7:8", "::1::", "1::2::3",
    "12345::", "g::", ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", ":1",
    "1:", "::1:", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3", "::1.2.3.4:5",
    "::1.2.3.400", "1.2.3.4::", "fe80::1%eth0", "[::1]", "::1/64"};

static void
reads_addresses(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(valid); i++) {
		struct span text = span_from(valid[i].text);
		bool colons = span_find(text, ':') < text.len;
		struct address address, other;
		bool v4 = address_parse_v4(colons ? &other : &address, text);
		bool v6 = address_parse_v6(colons ? &address : &other, text);

		if (v4 == colons || v6 != colons)
			fail_msg("%s: wrong family", valid[i].text);
		if (memcmp(address.bytes, valid[i].bytes, 16) != 0)
			fail_msg("%s: wrong bytes", valid[i].text);
		assert_int_equal(address_is_v4(&address), valid[i].v4);
	}
}

static void
refuses_what_is_none(void **state)
{
	struct address address;

	(void)state;
	for (size_t i = 0; i < COUNT(malformed); i++) {
		struct span text = span_from(malformed[i]);

		if (address_parse_v4(&address, text) ||
		    address_parse_v6(&address, text))
			fail_msg("accepted: \"%s\"", malformed[i]);
	}
	assert_false(address_parse_v4(&address, SPAN("1.2.3.4\0")));
	assert_false(address_parse_v6(&address, SPAN("::1\0")));
}

static void
knows_loopback(void **state)
{
	static const struct {
		const char *text;
		bool loopback;
	} rows[] = {
	    {"127.0.0.1", true},
	    {"127.255.255.255", true},
	    {"126.255.255.255", false},
	    {"128.0.0.0", false},
	    {"::1", true},
	    {"::", false},
	    {"::2", false},
	    {"::7f00:1", false},
	    {"::ffff:127.0.0.1", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct span text = span_from(rows[i].text);
		struct address address;

		assert_true(address_parse_v4(&address, text) ||
			    address_parse_v6(&address, text));
		if (address_is_loopback(&address) != rows[i].loopback)
			fail_msg("%s", rows[i].text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_addresses),
	    cmocka_unit_test(refuses_what_is_none),
	    cmocka_unit_test(knows_loopback),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
