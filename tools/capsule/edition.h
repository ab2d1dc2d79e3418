/*
 * The documents of one capsule: the same leaflet in one language each.
 */
#ifndef CAPSULE_EDITION_H
#define CAPSULE_EDITION_H

#include "document.h"
#include "links.h"

struct beneath;
struct progress;

struct edition {
	struct document *document;
	const struct links *links;
	const struct beneath *folder; /* where its files to copy are */
	struct span prefix;           /* of its pages: "", or "es/" */
};

/* The first is the root, another one has a sub-tree. */
struct editions {
	struct edition *list;
	size_t count;
	struct progress *progress; /* who waits; NULL: nobody */
};

#endif
