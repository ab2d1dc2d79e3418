/*
 * The letters of an index's words: those that a mistyped word may lack.
 */
#ifndef INDEX_ALPHABET_H
#define INDEX_ALPHABET_H

#include <stddef.h>

#include "buffer.h"

struct index_word;

/* Most letters kept; of more, the most frequent. */
#define INDEX_ALPHABET_MAX 64

/**
 * index_alphabet_collect(out, words, count):
 * Append the letters that the folded forms of the ${count} ${words} have, as
 * UTF-8, by their numbers.
 */
void index_alphabet_collect(
    struct buffer *out, const struct index_word *words, size_t count);

#endif
