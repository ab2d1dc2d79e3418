/*
 * The other documents of a capsule, for links that name their files.
 */
#ifndef MEANING_SIBLINGS_H
#define MEANING_SIBLINGS_H

#include "document.h"

struct sibling {
	const struct document *document;
	struct span href; /* its pages, from those of ours: "../es/", "" */
};

struct siblings {
	struct sibling *list;
	size_t count;
};

/**
 * siblings_find(siblings, fd):
 * Which of ${siblings} is the open file ${fd}?  NULL if none.
 */
const struct sibling *siblings_find(const struct siblings *siblings, int fd);

/**
 * siblings_append_href(sibling, slug, out):
 * Append the href of the page that has the heading ${slug}; of the first page
 * if that is empty.  False if there is no such heading.
 */
bool siblings_append_href(
    const struct sibling *sibling, struct span slug, struct buffer *out);

#endif
