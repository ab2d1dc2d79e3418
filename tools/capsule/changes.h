/*
 * The changes that a document lists, as those who follow it are told of them:
 * the newest first, each with a name that it keeps.
 */
#ifndef CAPSULE_CHANGES_H
#define CAPSULE_CHANGES_H

#include "edition.h"

/* The page and the feed that tell of them, below the edition's prefix. */
#define CHANGES_PAGE "changes.gmi"
#define CHANGES_FEED "atom.xml"

struct change {
	struct span date; /* "2026-01-31" */
	struct span text;
	struct span name; /* its date; "2026-01-31-2": the second of that day */
};

struct changes {
	struct change *list;
	size_t count;
};

/** changes_given(document): does the document list any? */
static inline bool
changes_given(const struct document *document)
{
	return document->front.change_count > 0;
}

/**
 * changes_of(document):
 * The changes of ${document}.  Names stay the same as long as the author adds
 * changes at that end of the list where the newest are.  The caller ends with
 * changes_free; spans live as long as ${document}.
 */
struct changes changes_of(struct document *document);

/** changes_free(changes): release the list. */
void changes_free(struct changes *changes);

/**
 * changes_check(document):
 * Told: a page that stands where the one about changes goes.
 */
void changes_check(const struct document *document);

/**
 * changes_base(edition, out):
 * Append the address of the directory that the edition's pages are in, with a
 * slash at its end.
 */
void changes_base(const struct edition *edition, struct buffer *out);

#endif
