/*
 * A capsule in memory: every page as gemtext, every file to copy.
 */
#ifndef CAPSULE_CAPSULE_H
#define CAPSULE_CAPSULE_H

#include <stdint.h>

#include "document.h"
#include "links.h"

/* A file of the capsule. */
struct capsule_file {
	struct span name;    /* its path in the capsule, NUL-terminated */
	struct span content; /* of a page */
	bool is_copy;        /* of the document's own file of that name */
	uint64_t size;       /* in bytes */
};

struct capsule {
	struct capsule_file *files; /* sorted by name */
	size_t count;
	size_t page_count;
	struct buffer pages;  /* the pages' contents */
	bool has_search;      /* set it first: do pages lead to a search? */
	struct buffer search; /* its index; see capsule_search.h */
};

/**
 * capsule_render(capsule, document, links):
 * Render all pages of ${document}.  Told: a capsule that would be far larger
 * than its document, a page and a file of one name.  The caller ends with
 * capsule_free; names live as long as ${document}.
 */
void capsule_render(struct capsule *capsule, struct document *document,
    const struct links *links);

/** capsule_free(capsule): release what it holds. */
void capsule_free(struct capsule *capsule);

#endif
