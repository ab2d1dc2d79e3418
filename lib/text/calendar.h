/*
 * Days written as 2026-01-31, in the Gregorian calendar of ISO 8601.
 *
 * No time zone and no library's clock, which may open files that a sandbox
 * forbids: a day is a number.
 */
#ifndef TEXT_CALENDAR_H
#define TEXT_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "span.h"

/* Room for "9999-12-31" and a NUL. */
#define CALENDAR_DAY_BYTES 11

#define CALENDAR_SECONDS_PER_DAY 86400

/**
 * calendar_day_parse(day, text):
 * Read just YYYY-MM-DD, of the years 1 to 9999, into ${day}: days since
 * 1970-01-01, negative before.  False if ${text} is anything else, or there is
 * no such day.
 */
bool calendar_day_parse(int32_t *day, struct span text);

/**
 * calendar_day_write(text, day):
 * Write ${day} as YYYY-MM-DD, NUL-terminated.  False, and "" is written, if
 * its year is not 1 to 9999.
 */
bool calendar_day_write(char text[CALENDAR_DAY_BYTES], int64_t day);

#endif
