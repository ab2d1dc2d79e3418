/*
 * What an author probably meant: the candidate nearest to a mistyped word.
 */
#ifndef TEXT_NEAREST_H
#define TEXT_NEAREST_H

#include <stddef.h>

#include "span.h"

/* Longest word compared, in bytes; longer ones have no nearest. */
#define NEAREST_WORD_MAX 64

/* The search so far; begin with nearest_begin. */
struct nearest {
	struct span word;
	struct span best; /* empty: none is near enough */
	size_t distance;  /* of the best, in edits */
};

/** nearest_begin(word): a search for what ${word} may have meant. */
struct nearest nearest_begin(struct span word);

/**
 * nearest_try(search, candidate):
 * Keep ${candidate} if it is the nearest so far.  Insertions, deletions,
 * replacements and swaps of neighbours count one each; more than a third of
 * the word (at least one, at most four) is not near.
 */
void nearest_try(struct nearest *search, struct span candidate);

#endif
