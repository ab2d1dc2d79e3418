/*
 * How long a slow client is waited for.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>

#include "progress.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define WINDOW_MS 10000
#define START_MS 1000000

/* A client that confirms ${bytes} every ${every_ms}: when is it cut off? */
static uint64_t
time_of_cut(unsigned long long bytes, uint64_t every_ms, uint64_t limit_ms)
{
	struct progress progress;
	uint64_t wait_ms = progress_start(&progress, WINDOW_MS, START_MS);
	uint64_t now_ms = START_MS;

	while (wait_ms > 0 && now_ms - START_MS < limit_ms) {
		now_ms += wait_ms;
		wait_ms = progress_update(
		    &progress, (now_ms - START_MS) / every_ms * bytes, now_ms);
	}
	return wait_ms == 0 ? now_ms - START_MS : 0;
}

static void
test_clients(void **state)
{
	static const struct {
		unsigned long long bytes;
		uint64_t every_ms;
		uint64_t from_ms, to_ms; /* cut in between; 0: never */
	} rows[] = {
	    {0, 1000, WINDOW_MS, WINDOW_MS},       /* takes nothing */
	    {1, 1000, WINDOW_MS, WINDOW_MS + 500}, /* byte by byte */
	    {512, 1000, 18000, 21000},             /* half the rate */
	    {1024, 1000, 0, 0},                    /* the rate */
	    {1100, 1000, 0, 0}, {1 << 20, 1000, 0, 0},
	    {8 << 10, 8000, 0, 0}, /* in bursts within the window */
	    {1 << 30, 30000, WINDOW_MS, WINDOW_MS}, /* a pause too long */
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		uint64_t cut_ms =
		    time_of_cut(rows[i].bytes, rows[i].every_ms, 600000);

		if (cut_ms < rows[i].from_ms || cut_ms > rows[i].to_ms)
			fail_msg("row %zu: cut after %llu ms", i,
			    (unsigned long long)cut_ms);
	}
	(void)state;
}

/* However much was taken at once: a window's worth is all it earns. */
static void
test_credit_is_bounded(void **state)
{
	struct progress progress;

	(void)state;
	progress_start(&progress, WINDOW_MS, START_MS);
	assert_true(progress_update(&progress, 1ULL << 40, START_MS + 500) > 0);
	assert_true(progress.credit_ms <= WINDOW_MS);
	assert_int_equal(
	    progress_update(&progress, 1ULL << 40, START_MS + 500 + WINDOW_MS),
	    0);
	/* used up is used up, at the same moment */
	assert_int_equal(
	    progress_update(&progress, 1ULL << 40, START_MS + 500 + WINDOW_MS),
	    0);
}

static void
test_counts_never_fall(void **state)
{
	struct progress progress;

	(void)state;
	progress_start(&progress, WINDOW_MS, START_MS);
	progress_update(&progress, 5000, START_MS + 1000);
	progress_update(&progress, 4999, START_MS + 2000);
	assert_int_equal(progress.confirmed, 5000);
	/* time that stands still costs nothing */
	assert_true(progress_update(&progress, 5000, START_MS + 2000) > 0);
}

static void
test_short_windows(void **state)
{
	static const struct {
		uint64_t window_ms, first_ms;
	} rows[] = {{0, 0}, {1, 1}, {499, 499}, {500, 500}, {60000, 500}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct progress progress;

		assert_int_equal(
		    progress_start(&progress, rows[i].window_ms, START_MS),
		    rows[i].first_ms);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_clients),
	    cmocka_unit_test(test_credit_is_bounded),
	    cmocka_unit_test(test_counts_never_fall),
	    cmocka_unit_test(test_short_windows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
