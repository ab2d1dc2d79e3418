/*
 * The search index of a capsule on disk, whoever wrote it.
 */
#ifndef SEARCH_SEARCH_CAPSULE_H
#define SEARCH_SEARCH_CAPSULE_H

#include <stdbool.h>
#include <stddef.h>

#include "failure.h"
#include "span.h"

/* What searches look through: a directory of the capsule, in one language. */
struct search_scope {
	struct span prefix; /* without slashes around it; "" is the root */
	struct span lang;   /* "": what the builder noted, for the root */
};

struct search_result {
	size_t pages;
	bool is_written; /* false: the index is there already, the same */
};

/**
 * search_capsule(name, scopes, count, result, failure):
 * Index the pages of the capsule in the directory ${name}, each in the scope
 * with the longest prefix of its path; ${scopes} are ${count}, the root first.
 * The index is written beside, synced, and renamed; nothing else is touched.
 * 0, or -1 with a failure that names the file.
 */
int search_capsule(const char *name, const struct search_scope *scopes,
    size_t count, struct search_result *result, struct failure *failure);

#endif
