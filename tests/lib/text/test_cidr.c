/*
 * Address blocks: prefixes, host bits, IPv4 in IPv6.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cidr.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
matches_addresses(void **state)
{
	static const struct {
		const char *block, *address;
		bool contains;
	} rows[] = {
	    {"192.0.2.0/24", "192.0.2.255", true},
	    {"192.0.2.0/24", "192.0.3.0", false},
	    {"192.0.2.77/24", "192.0.2.1", true},
	    {"192.0.2.128/25", "192.0.2.127", false},
	    {"192.0.2.128/25", "192.0.2.128", true},
	    {"192.0.2.1", "192.0.2.1", true},
	    {"192.0.2.1", "192.0.2.0", false},
	    {"192.0.2.1/32", "192.0.2.1", true},
	    {"192.0.2.0/31", "192.0.2.1", true},
	    {"192.0.2.0/31", "192.0.2.2", false},
	    {"0.0.0.0/0", "255.1.2.3", true},
	    {"0.0.0.0/0", "::1", false},
	    {"0.0.0.0/1", "128.0.0.0", false},
	    {"192.0.2.0/24", "::ffff:192.0.2.1", true},
	    {"::ffff:192.0.2.0/120", "192.0.2.1", true},
	    {"192.0.2.0/24", "::192.0.2.1", false},
	    {"2001:db8::/32", "2001:db8:ffff::1", true},
	    {"2001:db8::/32", "2001:db9::", false},
	    {"2001:db8::/33", "2001:db8:8000::", false},
	    {"::1", "::1", true},
	    {"::1", "::2", false},
	    {"::1/127", "::", true},
	    {"::/0", "2001:db8::1", true},
	    {"::/0", "192.0.2.1", false},
	    {"::/0", "::ffff:192.0.2.1", false},
	    {"::ffff:0:0/96", "192.0.2.1", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct span text = span_from(rows[i].address);
		struct cidr block;
		struct address address;

		assert_true(cidr_parse(&block, span_from(rows[i].block)));
		assert_true(address_parse_v4(&address, text) ||
			    address_parse_v6(&address, text));
		if (cidr_contains(&block, &address) != rows[i].contains)
			fail_msg("%s, %s", rows[i].block, rows[i].address);
	}
}

static void
refuses_what_is_none(void **state)
{
	static const char *const texts[] = {"", "/", "/24", "192.0.2.0/",
	    "192.0.2.0/33", "192.0.2.0/024", "192.0.2.0/+4", "192.0.2.0/2 ",
	    "192.0.2.0/24/", "192.0.2/24", "192.0.2.0/4294967297", "::/129",
	    "::/", "::/-1", "[::1]/128", "localhost", "192.0.2.0 /24"};
	struct cidr block;

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		if (cidr_parse(&block, span_from(texts[i])))
			fail_msg("accepted: \"%s\"", texts[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(matches_addresses),
	    cmocka_unit_test(refuses_what_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
