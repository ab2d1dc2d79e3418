/*
 * What the searches of a capsule look through: a directory each, in one
 * language.
 */
#ifndef SEARCH_SEARCH_SCOPES_H
#define SEARCH_SEARCH_SCOPES_H

#include <stdbool.h>
#include <stddef.h>

#include "index_schema.h"
#include "span.h"

struct search_scope {
	struct span prefix; /* without slashes around it; "" is the root */
	struct span lang;   /* "": not known */
};

/* The root's comes first. */
struct search_scopes {
	struct search_scope items[INDEX_SCOPES_MAX];
	size_t count;
};

/** search_scopes_begin(scopes): the root alone, in a language yet to be told.
 */
void search_scopes_begin(struct search_scopes *scopes);

/**
 * search_scopes_set(scopes, prefix, lang):
 * What lies beneath ${prefix} is in the language ${lang}; slashes around it do
 * not count.  False if there is no room for one more.
 */
bool search_scopes_set(
    struct search_scopes *scopes, struct span prefix, struct span lang);

/**
 * search_scopes_take(scopes, manifest):
 * Add what the builder has noted in the text of its ${manifest}, which must
 * stay, and has not been set otherwise.
 */
void search_scopes_take(struct search_scopes *scopes, struct span manifest);

/**
 * search_scopes_of(scopes, path):
 * The number of the scope that the page at ${path} belongs to: the one with the
 * longest prefix that fits.
 */
size_t search_scopes_of(const struct search_scopes *scopes, struct span path);

#endif
