/*
 * The language of each page, as the builder has noted it.
 */
#ifndef LINT_LINT_LANGUAGE_H
#define LINT_LINT_LANGUAGE_H

#include "buffer.h"
#include "span.h"

/* The builder's list of what it put into a capsule. */
#define LINT_LANGUAGE_LIST ".lozenge"

/**
 * lint_language_keep(out, list):
 * Append the lines of the builder's ${list} that tell languages: the others,
 * one for each file, need not be looked at for each file.
 */
void lint_language_keep(struct buffer *out, struct span list);

/**
 * lint_language_of(list, path):
 * The tag of the language that ${path}, below the capsule's root, is in by the
 * builder's ${list}, or what was kept of it; empty if that says nothing. Points
 * into ${list}.
 */
struct span lint_language_of(struct span list, struct span path);

#endif
