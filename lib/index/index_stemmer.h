/*
 * Word stems by Snowball: "exercises" and "exercise" are found by either.
 */
#ifndef INDEX_STEMMER_H
#define INDEX_STEMMER_H

#include "span.h"

/* What cuts words of one language down to their stems; opaque. */
struct index_stemmer;

/**
 * index_stemmer_new(lang):
 * For words of the language ${lang} (BCP 47).  One that Snowball does not know
 * leaves every word as it is.  NULL without memory, or without Snowball (see
 * index_snowball.h).  Released by index_stemmer_free, for which NULL is legal.
 */
struct index_stemmer *index_stemmer_new(struct span lang);
void index_stemmer_free(struct index_stemmer *stemmer);

/**
 * index_stemmer_stem(stemmer, word):
 * The stem of ${word}, UTF-8 in lower case.  It lives until the next call; an
 * empty one only without memory.
 */
struct span index_stemmer_stem(struct index_stemmer *stemmer, struct span word);

#endif
