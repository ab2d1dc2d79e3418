/*
 * The search index of a capsule on disk, whoever wrote it.
 */
#ifndef SEARCH_SEARCH_CAPSULE_H
#define SEARCH_SEARCH_CAPSULE_H

#include <stdbool.h>
#include <stddef.h>

#include "failure.h"
#include "search_scopes.h"

struct search_result {
	size_t pages;
	bool is_written; /* false: the index is there already, the same */
};

/**
 * search_capsule(name, scopes, result, failure):
 * Index the pages of the capsule in the directory ${name}, each in its scope;
 * to ${scopes} those are added that the builder has noted in the capsule.  The
 * index is written beside, synced, and renamed; nothing else is touched.  0, or
 * -1 with a failure that names the file.
 */
int search_capsule(const char *name, const struct search_scopes *scopes,
    struct search_result *result, struct failure *failure);

#endif
