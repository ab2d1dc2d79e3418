/*
 * The language of each page, as the builder has noted it.
 */
#ifndef LINT_LINT_LANGUAGE_H
#define LINT_LINT_LANGUAGE_H

#include "span.h"

/* The builder's list of what it put into a capsule. */
#define LINT_LANGUAGE_LIST ".lozenge"

/**
 * lint_language_of(list, path):
 * The tag of the language that ${path}, below the capsule's root, is in by the
 * text of the builder's ${list}; empty if that says nothing.  Points into
 * ${list}.
 */
struct span lint_language_of(struct span list, struct span path);

#endif
