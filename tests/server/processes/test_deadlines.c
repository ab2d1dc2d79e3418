/*
 * The supervisor's clock: what is due, and how long nothing is.
 */
#include "deadlines.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static void
test_earlier(void **state)
{
	static const struct {
		uint64_t a, b, want;
	} rows[] = {
	    {0, 0, 0}, {0, 5, 5}, {5, 0, 5}, {3, 5, 3}, {5, 3, 3}, {4, 4, 4}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(
		    deadline_earlier(rows[i].a, rows[i].b), rows[i].want);
}

static void
test_wait(void **state)
{
	static const struct {
		uint64_t kill_ms, renew_ms, now_ms;
		int want;
	} rows[] = {
	    {0, 0, 100, -1},
	    {150, 0, 100, 50},
	    {0, 150, 100, 50},
	    {150, 120, 100, 20},
	    {100, 0, 100, 0},
	    {99, 150, 100, 0},
	    {(uint64_t)INT_MAX + 200, 0, 100, INT_MAX},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct deadlines deadlines = {{0}};

		deadlines_set(&deadlines, DEADLINE_KILL, rows[i].kill_ms);
		deadlines_set(&deadlines, DEADLINE_RENEW, rows[i].renew_ms);
		assert_int_equal(deadlines_wait_ms(&deadlines, rows[i].now_ms),
		    rows[i].want);
	}
}

static void
test_taken_once(void **state)
{
	struct deadlines deadlines = {{0}};

	(void)state;
	deadlines_advance(&deadlines, DEADLINE_COUNTS, 200);
	deadlines_advance(&deadlines, DEADLINE_COUNTS, 300);
	assert_false(deadlines_take(&deadlines, DEADLINE_COUNTS, 199));
	assert_false(deadlines_take(&deadlines, DEADLINE_START, 200));
	assert_true(deadlines_take(&deadlines, DEADLINE_COUNTS, 200));
	assert_false(deadlines_take(&deadlines, DEADLINE_COUNTS, 300));
	deadlines_advance(&deadlines, DEADLINE_COUNTS, 300);
	deadlines_advance(&deadlines, DEADLINE_COUNTS, 250);
	assert_true(deadlines_take(&deadlines, DEADLINE_COUNTS, 250));
	deadlines_set(&deadlines, DEADLINE_COUNTS, 400);
	deadlines_set(&deadlines, DEADLINE_COUNTS, 0);
	assert_false(deadlines_take(&deadlines, DEADLINE_COUNTS, 500));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_earlier),
	    cmocka_unit_test(test_wait),
	    cmocka_unit_test(test_taken_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
