/*
 * Where a capsule is searched: "/search", and "/es/search" for what is beneath
 * "/es/", if it has an index.
 */
#ifndef PROTO_SEARCH_PATH_H
#define PROTO_SEARCH_PATH_H

#include <stdbool.h>

#include "span.h"

/* The index of a capsule, in its root.  It is never served. */
#define SEARCH_INDEX_NAME ".lozenge-search"

/**
 * search_path_scope(scope, path):
 * Is ${path}, without a leading slash, that of a search?  Then set ${scope} to
 * the directory that is searched, without slashes around it; "" is the root.
 */
bool search_path_scope(struct span *scope, struct span path);

#endif
