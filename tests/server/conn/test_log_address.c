/*
 * What is left of an address in the log.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "log_address.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
says_no_more_than_asked(void **state)
{
	static const struct {
		const char *address, *prefix, *full;
	} rows[] = {
	    {"192.0.2.77", "192.0.2.0/24", "192.0.2.77"},
	    {"255.255.255.255", "255.255.255.0/24", "255.255.255.255"},
	    {"::ffff:10.1.2.3", "10.1.2.0/24", "10.1.2.3"},
	    {"2001:db8:1:2:3:4:5:6", "2001:db8:1::/48", "2001:db8:1:2:3:4:5:6"},
	    {"::1", "::/48", "::1"},
	    {"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff::/48",
		"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct span from = span_from(rows[i].address);
		char text[LOG_ADDRESS_BYTES] = "?";
		struct address address;

		assert_true(address_parse_v4(&address, from) ||
			    address_parse_v6(&address, from));
		assert_string_equal(
		    log_address(text, CONFIG_ADDRESS_NONE, &address), "");
		assert_string_equal(
		    log_address(text, CONFIG_ADDRESS_PREFIX, &address),
		    rows[i].prefix);
		assert_string_equal(
		    log_address(text, CONFIG_ADDRESS_FULL, &address),
		    rows[i].full);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(says_no_more_than_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
