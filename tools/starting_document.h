/*
 * The document that `lozenge init` writes: every key of the front matter and
 * every construct of a page once, each explained by a comment.
 */
#ifndef TOOLS_STARTING_DOCUMENT_H
#define TOOLS_STARTING_DOCUMENT_H

#include "buffer.h"
#include "span.h"

/**
 * starting_document_append(out, title, today, next_year):
 * Append the document.  ${title} is plain text without quotes or control
 * characters; ${today} and ${next_year} are ISO dates: when it was reviewed
 * and when it is due again.
 */
void starting_document_append(struct buffer *out, struct span title,
    struct span today, struct span next_year);

#endif
