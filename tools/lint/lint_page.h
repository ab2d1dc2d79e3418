/*
 * One page of gemtext, line by line.  Where its links lead is the caller's
 * business.
 */
#ifndef LINT_LINT_PAGE_H
#define LINT_LINT_PAGE_H

#include "lint_finding.h"
#include "span.h"

/* A link line; its spans point into the page. */
struct lint_link {
	struct span url;   /* not empty */
	struct span label; /* may be empty */
	size_t line;       /* counts from 1 */
	size_t column;     /* of the URL, in bytes, from 1 */
};

/**
 * lint_page_check(file, text, visit, arg):
 * Report what is wrong with the page ${text} and call ${visit} with ${arg} for
 * each link that has a URL.
 */
void lint_page_check(struct lint_file *file, struct span text,
    void (*visit)(void *arg, const struct lint_link *link), void *arg);

#endif
