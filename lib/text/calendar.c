/*
 * Days are counted from 0001-01-01 in here: leap years then fall on every
 * fourth year's end.
 */
#include "calendar.h"

#include <stdio.h>
#include <string.h>

#include "ascii.h"

#define YEAR_MAX 9999

/* Days from 0001-01-01 to 1970-01-01. */
#define DAYS_TO_1970 719162

static bool
is_leap_year(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days before the first of a month, 1 to 13, of a year. */
static int
days_before_month(int year, int month)
{
	static const int before[] = {
	    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

	return before[month - 1] + (month > 2 && is_leap_year(year));
}

/* Days before the first of January of a year. */
static int
days_before_year(int year)
{
	int past = year - 1;

	return past * 365 + past / 4 - past / 100 + past / 400;
}

/* All of ${digits} as a number; -1 if one is none. */
static int
parse_number(struct span digits)
{
	int number = 0;

	for (size_t i = 0; i < digits.len; i++) {
		if (!ascii_is_digit(digits.ptr[i]))
			return -1;
		number = number * 10 + (digits.ptr[i] - '0');
	}
	return number;
}

bool
calendar_day_parse(int32_t *day, struct span text)
{
	int year, month, of_month;

	if (text.len != CALENDAR_DAY_BYTES - 1 || text.ptr[4] != '-' ||
	    text.ptr[7] != '-')
		return false;
	year = parse_number((struct span){text.ptr, 4});
	month = parse_number((struct span){text.ptr + 5, 2});
	of_month = parse_number((struct span){text.ptr + 8, 2});
	if (year < 1 || month < 1 || month > 12 || of_month < 1 ||
	    of_month > days_before_month(year, month + 1) -
			   days_before_month(year, month))
		return false;
	*day = days_before_year(year) + days_before_month(year, month) +
	       of_month - 1 - DAYS_TO_1970;
	return true;
}

bool
calendar_day_write(char text[CALENDAR_DAY_BYTES], int64_t day)
{
	int rest, year, month = 1;

	text[0] = '\0';
	if (day < -DAYS_TO_1970 ||
	    day >= days_before_year(YEAR_MAX + 1) - DAYS_TO_1970)
		return false;
	rest = (int)day + DAYS_TO_1970;
	/* Never too late; early by one at the most. */
	year = rest / 366 + 1;
	while (days_before_year(year + 1) <= rest)
		year++;
	rest -= days_before_year(year);
	while (days_before_month(year, month + 1) <= rest)
		month++;
	rest -= days_before_month(year, month);
	snprintf(
	    text, CALENDAR_DAY_BYTES, "%04d-%02d-%02d", year, month, rest + 1);
	return true;
}
