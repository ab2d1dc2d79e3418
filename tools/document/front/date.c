/*
 * The calendar, as far as a leaflet needs it.
 */
#include "date.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "calendar.h"

static bool
take_number(unsigned *number, struct span digits)
{
	*number = 0;
	for (size_t i = 0; i < digits.len; i++) {
		if (digits.ptr[i] < '0' || digits.ptr[i] > '9')
			return false;
		*number = *number * 10 + (unsigned)(digits.ptr[i] - '0');
	}
	return true;
}

/* Take the three numbers of YYYY-MM-DD. */
static bool
take_numbers(unsigned *year, unsigned *month, unsigned *date, struct span text)
{
	return text.len == 10 && text.ptr[4] == '-' && text.ptr[7] == '-' &&
	       take_number(year, (struct span){text.ptr, 4}) &&
	       take_number(month, (struct span){text.ptr + 5, 2}) &&
	       take_number(date, (struct span){text.ptr + 8, 2});
}

bool
date_is_written(struct span text)
{
	unsigned year, month, date;

	return take_numbers(&year, &month, &date, text);
}

bool
date_parse(date_day *day, struct span text)
{
	unsigned year, month, date;
	int32_t number;

	if (!calendar_day_parse(&number, text) ||
	    !take_numbers(&year, &month, &date, text))
		return false;
	*day = year * 10000 + month * 100 + date;
	return true;
}

bool
date_today(date_day *day)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	time_t now = time(NULL);
	struct tm utc;

	if (epoch != NULL) {
		char *end;

		errno = 0;
		long long seconds = strtoll(epoch, &end, 10);
		if (*epoch == '\0' || *end != '\0' || errno != 0)
			return false;
		now = (time_t)seconds;
	}
	if (gmtime_r(&now, &utc) == NULL || utc.tm_year > 8099 ||
	    utc.tm_year < -1899)
		return false;
	*day = (unsigned)(utc.tm_year + 1900) * 10000 +
	       (unsigned)(utc.tm_mon + 1) * 100 + (unsigned)utc.tm_mday;
	return true;
}
