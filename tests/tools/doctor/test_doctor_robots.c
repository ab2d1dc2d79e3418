/*
 * robots.txt: what may be visited.
 */
#include "doctor_robots.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
	const char *robots, *path;
	bool is_allowed;
} rows[] = {
    {"", "/", true},
    {"User-agent: *\nDisallow: /private\n", "/private/a", false},
    {"User-agent: *\nDisallow: /private\n", "/public", true},
    {"User-agent: *\r\nDisallow: /private\r\n", "/private", false},
    {"User-agent: *\nDisallow:\n", "/a", true},
    {"User-agent: researcher\nDisallow: /\n", "/a", false},
    {"user-agent: Researcher\ndisallow: /\n", "/a", false},
    {"User-agent: archiver\nDisallow: /\n", "/a", true},
    {"User-agent: archiver\nUser-agent: *\nDisallow: /a\n", "/a", false},
    {"User-agent: *\nUser-agent: archiver\nDisallow: /a\n", "/a", false},
    {"User-agent: *\nDisallow: /b\nUser-agent: archiver\nDisallow: /a\n", "/a",
	true},
    {"# all\nUser-agent: * # everyone\nDisallow: /a # this\n", "/a", false},
    {"Disallow: /a\n", "/a", true},
    {"nonsense\n", "/a", true},
};

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(doctor_robots_allow(span_from(rows[i].robots),
				     span_from(rows[i].path)),
		    rows[i].is_allowed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
