/*
 * Documents in, their capsule in memory out.
 */
#ifndef TOOLS_COMPOSITION_H
#define TOOLS_COMPOSITION_H

#include "beneath.h"
#include "capsule.h"
#include "diagnostic.h"
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
	bool is_rendered; /* else there is no capsule to publish */
};

/**
 * composition_make(composition, names, count, has_search, list):
 * Read the ${count} documents ${names}, the first of which is the capsule's
 * root, check them and render all pages; ${has_search} says whether these lead
 * to a search.  All that is wrong goes to ${list}; the capsule is worth
 * publishing if there is no error.  Either way the caller ends with
 * composition_free; ${names} and ${list} must live as long.
 */
void composition_make(struct composition *composition, char *const *names,
    size_t count, bool has_search, struct diagnostics *list);

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
