/*
 * One heading: its words, and the name its author gave it with {#name}.
 */
#ifndef MEANING_HEADING_H
#define MEANING_HEADING_H

#include "markdown_tokens.h"
#include "text_store.h"

struct heading {
	struct span text; /* without the attribute; in the store */
	struct span id;   /* in the source; empty if there is none */
	uint32_t id_at;   /* where its brace stands */
};

/**
 * heading_read(markdown, index, store):
 * Read the heading that token ${index} opens.  A malformed attribute is told,
 * and taken off all the same.
 */
struct heading heading_read(
    const struct markdown *markdown, size_t index, struct text_store *store);

#endif
