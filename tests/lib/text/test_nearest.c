/*
 * The nearest of some names to a misspelt one.
 */
#include "nearest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static const struct {
	const char *written;
	const char *meant; /* NULL: nothing is near */
} names[] = {
    {"wrokers", "workers"},
    {"worker", "workers"},
    {"Workers", "workers"},
    {"certs", "certs"},
    {"cert", "certs"},
    {"gophers", "gopher"},
    {"wxyz", NULL},
    {"", NULL},
    {"rat", "rate"},
    {"handshake", "handshakes"},
    {"wokrers", "workers"},
    {"workersworkersworkersworkersworkers", NULL},
    {"0123456789012345678901234567890123456789012345678901234567890123"
     "4",
	NULL},
};

static void
test_nearest(void **state)
{
	static const char *const known[] = {
	    "certs", "gopher", "handshakes", "rate", "workers"};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct nearest nearest =
		    nearest_begin(span_from(names[i].written));

		for (size_t j = 0; j < COUNT(known); j++)
			nearest_try(&nearest, span_from(known[j]));
		assert_true(
		    span_equal(nearest.best, span_from(names[i].meant)));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_nearest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
