/*
 * Documents in, their capsule in memory out.
 */
#ifndef TOOLS_COMPOSITION_H
#define TOOLS_COMPOSITION_H

#include "beneath.h"
#include "capsule.h"
#include "diagnostic.h"
#include "progress.h"
#include "source.h"

/* One document, from its file to its links. */
struct composition_part {
	struct source source;
	struct document document;
	struct links links;
	struct beneath folder; /* the one it lies in */
	bool is_read;          /* it is worth checking */
};

struct composition {
	struct composition_part *parts;
	struct editions editions; /* the same parts, for the capsule */
	struct capsule capsule;
};

/**
 * composition_read(composition, names, count, progress, list):
 * Read the ${count} documents ${names}, the first of which is the capsule's
 * root, and check them.  All that is wrong goes to ${list}.  False if nothing
 * can be made of them.  Either way the caller ends with composition_free;
 * ${names}, ${list} and ${progress} (NULL: nobody waits) must live as long.
 */
bool composition_read(struct composition *composition, char *const *names,
    size_t count, struct progress *progress, struct diagnostics *list);

/**
 * composition_render(composition, has_search):
 * Render the pages of what was read; ${has_search} says whether they lead to a
 * search.  The capsule is worth publishing if there is still no error.  The
 * documents' text is used up.
 */
void composition_render(struct composition *composition, bool has_search);

/**
 * composition_index(composition):
 * Add the index of its search, if it is to have one.  False, and told, if that
 * cannot be made.
 */
bool composition_index(struct composition *composition);

/**
 * composition_about(composition, out):
 * Append what the capsule's manifest says of the documents.
 */
void composition_about(
    const struct composition *composition, struct buffer *out);

/** composition_free(composition): release what it holds. */
void composition_free(struct composition *composition);

#endif
