/*
 * Short texts made during one run, kept until its end.
 *
 * Unlike a buffer it never moves what it has: a span stays valid until
 * text_store_free.
 */
#ifndef READING_TEXT_STORE_H
#define READING_TEXT_STORE_H

#include <stddef.h>

#include "span.h"

struct text_block;

struct text_store {
	struct text_block *blocks; /* the newest first; owned */
};

/* A store with nothing in it. */
#define TEXT_STORE_EMPTY ((struct text_store){0})

/**
 * text_store_add(store, text):
 * A copy of ${text}, followed by a NUL that its length does not count.
 */
struct span text_store_add(struct text_store *store, struct span text);

/** text_store_free(store): release all of it. */
void text_store_free(struct text_store *store);

#endif
