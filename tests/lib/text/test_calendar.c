/*
 * Days and their numbers: both ways, the edges, and every day there is.
 */
#include "calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static const struct {
	const char *text;
	int32_t day;
} days[] = {
    {"1970-01-01", 0},
    {"1970-01-02", 1},
    {"1969-12-31", -1},
    {"1970-03-01", 59},
    {"1972-02-29", 789},
    {"1972-03-01", 790},
    {"2000-02-29", 11016},
    {"2000-03-01", 11017},
    {"2026-11-25", 20782},
    {"2038-01-19", 24855},
    {"2100-03-01", 47541},
    {"0001-01-01", -719162},
    {"9999-12-31", 2932896},
};

static void
test_days(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(days); i++) {
		char text[CALENDAR_DAY_BYTES];
		int32_t day = 0;

		assert_true(calendar_day_parse(&day, span_from(days[i].text)));
		assert_int_equal(day, days[i].day);
		assert_true(calendar_day_write(text, day));
		assert_string_equal(text, days[i].text);
	}
}

static void
test_no_days(void **state)
{
	static const char *const texts[] = {"", "2026", "2026-1-1",
	    "2026-01-01 ", " 2026-01-01", "2026-01-001", "2026/01/01",
	    "2026-01/01", "20260101", "2026-00-01", "2026-13-01", "2026-01-00",
	    "2026-01-32", "2026-04-31", "2026-02-29", "1900-02-29",
	    "2100-02-29", "0000-01-01", "-001-01-01", "2026-01-1x",
	    "202x-01-01", "2026-+1-01"};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		int32_t day = 7;

		assert_false(calendar_day_parse(&day, span_from(texts[i])));
		assert_int_equal(day, 7);
	}
}

static void
test_beyond(void **state)
{
	static const int64_t beyond[] = {
	    2932897, -719163, INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN};

	(void)state;
	for (size_t i = 0; i < COUNT(beyond); i++) {
		char text[CALENDAR_DAY_BYTES] = "x";

		assert_false(calendar_day_write(text, beyond[i]));
		assert_string_equal(text, "");
	}
}

/* Each follows the one before, and means itself. */
static void
test_every_day(void **state)
{
	char before[CALENDAR_DAY_BYTES] = "";

	(void)state;
	for (int32_t day = -719162; day <= 2932896; day++) {
		char text[CALENDAR_DAY_BYTES];
		int32_t again = 0;

		if (!calendar_day_write(text, day) ||
		    !calendar_day_parse(&again, span_from(text)) ||
		    again != day || strcmp(before, text) >= 0)
			fail_msg("day %d is %s", day, text);
		memcpy(before, text, sizeof before);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_days),
	    cmocka_unit_test(test_no_days),
	    cmocka_unit_test(test_beyond),
	    cmocka_unit_test(test_every_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
