/*
 * Dates of feed entries: links whose label begins with YYYY-MM-DD.
 *
 * Source: the Gemini companion specification on subscribing to pages.
 */
#ifndef LINT_LINT_FEED_H
#define LINT_LINT_FEED_H

#include "span.h"

enum lint_feed_date {
	LINT_FEED_NONE,       /* the label begins with no date: no entry */
	LINT_FEED_GOOD,       /* a date of the calendar, as clients want it */
	LINT_FEED_IMPOSSIBLE, /* the form is right, the day does not exist */
	LINT_FEED_NEARLY,     /* a date in a form that clients do not know */
};

/** lint_feed_date(label): how does ${label}, trimmed, begin? */
enum lint_feed_date lint_feed_date(struct span label);

#endif
