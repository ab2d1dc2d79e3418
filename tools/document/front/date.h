/*
 * Days, as the document writes them: "2026-01-31".  Source: ISO 8601.
 */
#ifndef FRONT_DATE_H
#define FRONT_DATE_H

#include <stdbool.h>

#include "span.h"

/* A day as one number that compares like the calendar: 20260131. */
typedef unsigned date_day;

/** date_parse(day, text): read YYYY-MM-DD; false if it is no such day. */
bool date_parse(date_day *day, struct span text);

/** date_is_written(text): is it written YYYY-MM-DD, be it a day or not? */
bool date_is_written(struct span text);

/**
 * date_today(day):
 * Today in UTC, or the moment SOURCE_DATE_EPOCH (seconds) names.  False when
 * that variable holds anything but a number.
 */
bool date_today(date_day *day);

#endif
