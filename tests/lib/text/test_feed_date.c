/*
 * Dates at the start of link labels.
 */
#include "feed_date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const struct {
	const char *label;
	enum feed_date expected;
} rows[] = {
    {"2024-01-02 Title", FEED_DATE_GOOD},
    {"2024-01-02", FEED_DATE_GOOD},
    {"2024-01-02\tTitle", FEED_DATE_GOOD},
    {"2024-12-31 - Title", FEED_DATE_GOOD},
    {"2000-02-29 x", FEED_DATE_GOOD},
    {"1900-02-29 x", FEED_DATE_IMPOSSIBLE},
    {"2023-02-29 x", FEED_DATE_IMPOSSIBLE},
    {"2024-13-01 x", FEED_DATE_IMPOSSIBLE},
    {"2024-00-01 x", FEED_DATE_IMPOSSIBLE},
    {"2024-04-31 x", FEED_DATE_IMPOSSIBLE},
    {"2024-04-00 x", FEED_DATE_IMPOSSIBLE},
    {"0000-01-01 x", FEED_DATE_IMPOSSIBLE},
    {"2024-1-2 x", FEED_DATE_NEARLY},
    {"2024/01/02 x", FEED_DATE_NEARLY},
    {"2024.01.02 x", FEED_DATE_NEARLY},
    {"02.01.2024 x", FEED_DATE_NEARLY},
    {"1/2/2024 x", FEED_DATE_NEARLY},
    {"2024-01-02: x", FEED_DATE_NEARLY},
    {"2024-01-02T10:00 x", FEED_DATE_NEARLY},
    {"2024-01/02 x", FEED_DATE_NONE},
    {"2024-01-023", FEED_DATE_NONE},
    {"20240102 x", FEED_DATE_NONE},
    {"2024 x", FEED_DATE_NONE},
    {"2024-01", FEED_DATE_NONE},
    {"2024-01-", FEED_DATE_NONE},
    {"1.2.3 release", FEED_DATE_NONE},
    {"x 2024-01-02", FEED_DATE_NONE},
    {"", FEED_DATE_NONE},
};

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(
		    feed_date_read(span_from(rows[i].label)), rows[i].expected);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
