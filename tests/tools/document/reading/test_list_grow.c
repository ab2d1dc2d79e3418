/*
 * A list keeps what it has while it grows.
 */
#include "list_grow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

static void
test_growth(void **state)
{
	size_t capacity = 0, moves = 0;
	uint32_t *list = NULL;

	(void)state;
	for (uint32_t i = 0; i < 100000; i++) {
		size_t before = capacity;

		list = list_grow(list, i, &capacity, sizeof *list);
		assert_true(capacity > i);
		moves += capacity != before;
		list[i] = i;
	}
	for (uint32_t i = 0; i < 100000; i++)
		assert_int_equal(list[i], i);
	/* By half as much again: adding stays linear. */
	assert_true(moves < 30);
	free(list);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_growth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
