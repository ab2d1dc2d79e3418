/*
 * "Did you mean": the indexed word that a mistyped one is nearest to.
 */
#ifndef INDEX_NEAREST_H
#define INDEX_NEAREST_H

#include "buffer.h"
#include "span.h"

struct sqlite3;

/* A longer word is not guessed, in characters. */
#define INDEX_NEAREST_MAX 24

/**
 * index_nearest_find(database, scope, folded, out):
 * Set ${out} to the most frequent word of scope number ${scope} that one edit
 * (a letter too many, too few, another one, or two swapped) makes of
 * ${folded}; to nothing if there is none, or if ${folded} is a word itself.
 * The words looked up are bounded by the alphabet.  An SQLite result code.
 */
int index_nearest_find(struct sqlite3 *database, int scope, struct span folded,
    struct buffer *out);

#endif
