/*
 * The names a link can mean, and the page that owns each.
 */
#ifndef MEANING_ANCHORS_H
#define MEANING_ANCHORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "span.h"

struct anchor {
	struct span slug;
	uint32_t page;     /* index of the page that owns it */
	uint32_t at;       /* where it is made */
	bool is_unique;    /* a page or an explicit id: must not be repeated */
	uint32_t others;   /* further headings with this slug, none unique */
	uint32_t other_at; /* where the first of them stands */
};

struct anchors {
	struct anchor *list;
	size_t count;
	size_t capacity;
	uint32_t *slots; /* indexes into list by hash, plus one; 0: free */
};

/**
 * anchors_add(anchors, anchor):
 * Add ${anchor}, or let it join one of the same slug: a unique one takes the
 * place of others that are not.  Return the unique anchor it repeats, if both
 * are unique; else NULL.
 */
const struct anchor *anchors_add(struct anchors *anchors, struct anchor anchor);

/** anchors_find(anchors, slug): the anchor of that name, or NULL. */
const struct anchor *anchors_find(
    const struct anchors *anchors, struct span slug);

/** anchors_free(anchors): release them; slugs are the caller's. */
void anchors_free(struct anchors *anchors);

#endif
