/*
 * Dates of feed entries: links whose label begins with YYYY-MM-DD.
 *
 * Source: the Gemini companion specification on subscribing to pages.
 */
#ifndef LINT_FEED_DATE_H
#define LINT_FEED_DATE_H

#include "span.h"

enum feed_date {
	FEED_DATE_NONE,       /* the label begins with no date: no entry */
	FEED_DATE_GOOD,       /* a date of the calendar, as clients want it */
	FEED_DATE_IMPOSSIBLE, /* the form is right, the day does not exist */
	FEED_DATE_NEARLY,     /* a date in a form that clients do not know */
};

/** feed_date_read(label): how does ${label}, trimmed, begin? */
enum feed_date feed_date_read(struct span label);

#endif
