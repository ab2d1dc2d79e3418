/*
 * Whom to examine: HOST[:PORT].
 */
#include "doctor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* What was typed; host, port, and is it an address?  NULL: refused. */
static const struct {
	const char *text, *host, *port;
	bool is_address;
} rows[] = {
    {"example.org", "example.org", "1965", false},
    {"Example.ORG:1966", "example.org", "1966", false},
    {"localhost:1", "localhost", "1", false},
    {"127.0.0.1", "127.0.0.1", "1965", true},
    {"127.0.0.1:65535", "127.0.0.1", "65535", true},
    {"::1", "::1", "1965", true},
    {"[::1]", "::1", "1965", true},
    {"[2001:DB8::1]:1966", "2001:db8::1", "1966", true},
    {"", NULL, NULL, false},
    {":1965", NULL, NULL, false},
    {"example.org:", NULL, NULL, false},
    {"example.org:0", NULL, NULL, false},
    {"example.org:65536", NULL, NULL, false},
    {"example.org:x", NULL, NULL, false},
    {"example.org:123456", NULL, NULL, false},
    {"gemini://example.org/", NULL, NULL, false},
    {"example.org/a", NULL, NULL, false},
    {"user@example.org", NULL, NULL, false},
    {"ex ample.org", NULL, NULL, false},
    {"%41.example", NULL, NULL, false},
    {"[localhost]", NULL, NULL, false},
    {"[::1", NULL, NULL, false},
    {"b\xC3\xBC.example", NULL, NULL, false},
};

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct doctor_target target = {0};
		bool is_good =
		    doctor_target_read(&target, span_from(rows[i].text));

		assert_int_equal(is_good, rows[i].host != NULL);
		if (!is_good)
			continue;
		assert_string_equal(target.host, rows[i].host);
		assert_string_equal(target.port, rows[i].port);
		assert_int_equal(target.is_address, rows[i].is_address);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
