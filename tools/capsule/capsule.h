/*
 * A capsule in memory: every page as gemtext, every file to copy.
 */
#ifndef CAPSULE_CAPSULE_H
#define CAPSULE_CAPSULE_H

#include <stdint.h>

#include "edition.h"

/* A file of the capsule. */
struct capsule_file {
	struct span name;    /* its path in the capsule, NUL-terminated */
	struct span content; /* of a page */
	const struct beneath *folder; /* of a copy: the document's, ... */
	struct span
	    original;  /* ... and the file's name in it, NUL-terminated */
	uint64_t size; /* in bytes */
};

struct capsule {
	struct capsule_file *files; /* sorted by name */
	size_t count;
	size_t page_count;
	struct buffer pages;  /* the pages' contents */
	bool has_search;      /* set it first: do pages lead to a search? */
	struct buffer search; /* its index; see capsule_search.h */
};

/** capsule_is_copy(file): is it a copy of a file beside the document? */
static inline bool
capsule_is_copy(const struct capsule_file *file)
{
	return file->folder != NULL;
}

/**
 * capsule_render(capsule, editions):
 * Render all pages of ${editions}, which have their places.  Told: a capsule
 * that would be far larger than its documents, two files of one name.  The
 * caller ends with capsule_free; names live as long as the documents.
 */
void capsule_render(struct capsule *capsule, const struct editions *editions);

/** capsule_free(capsule): release what it holds. */
void capsule_free(struct capsule *capsule);

#endif
