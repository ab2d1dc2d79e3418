/*
 * The document that `lozenge init` writes.
 */
#ifndef INIT_STARTING_DOCUMENT_H
#define INIT_STARTING_DOCUMENT_H

#include <stdbool.h>

#include "buffer.h"
#include "span.h"

enum starting_kind {
	STARTING_LEAFLET, /* every key and construct once, explained */
	STARTING_SITE,    /* the pages of an association, with news */
	STARTING_MINIMAL, /* what no document can do without */
	STARTING_KIND_COUNT,
};

/**
 * starting_document_kind(kind, name):
 * Fill ${kind} with the one of that ${name}, as "site".  False: there is none.
 */
bool starting_document_kind(enum starting_kind *kind, struct span name);

/**
 * starting_document_append(out, kind, title, today, next_year):
 * Append the document.  ${title} is plain text without quotes or control
 * characters; ${today} and ${next_year} are ISO dates: when it was reviewed
 * and when it is due again.
 */
void starting_document_append(struct buffer *out, enum starting_kind kind,
    struct span title, struct span today, struct span next_year);

#endif
