/*
 * A worker's share, and what its descriptors allow.
 */
#include "capacity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#include <sys/resource.h>

#include "config.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static const struct {
	unsigned total, workers;
	size_t share;
} shares[] = {
    {4096, 1, 4096},
    {4096, 4, 1024},
    {4096, 3, 1366},
    {1, 64, 1},
    {65, 64, 2},
};

static void
test_share(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(shares); i++) {
		struct config config = {.workers = shares[i].workers};

		assert_int_equal(
		    capacity_share(shares[i].total, &config), shares[i].share);
	}
}

/* From many descriptors to few: a limit that was lowered stays so. */
static const struct {
	rlim_t descriptors;
	unsigned connections;
	size_t taken;
} rows[] = {
    {224, 10, 10},
    {224, 100, 100},
    {224, 101, 100},
    {124, 100, 50},
    {27, 100, 1},
    {26, 100, 1},
    {20, 100, 1},
};

static void
test_connections(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct config config = {
		    .workers = 1, .connections = rows[i].connections};
		struct rlimit limit = {20, rows[i].descriptors};

		assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
		assert_int_equal(capacity_connections(&config), rows[i].taken);
		getrlimit(RLIMIT_NOFILE, &limit);
		assert_int_equal(limit.rlim_cur, rows[i].descriptors);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_share),
	    cmocka_unit_test(test_connections),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
