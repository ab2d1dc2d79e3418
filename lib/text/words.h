/*
 * The words of word.h by language.
 */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include <stdbool.h>

#include "span.h"
#include "word.h"

/**
 * words_find(tag):
 * The words for the language ${tag}: those of "pt-BR" for "pt-BR" and
 * "pt-br", of "pt" for "pt-AO"; NULL if there are none.  Static.
 */
const struct words *words_find(struct span tag);

/** words_for(tag): the same, or the English ones. */
const struct words *words_for(struct span tag);

/** words_name(word): what an author calls it: "last-reviewed".  Static. */
const char *words_name(enum word word);

/** words_of_name(word, name): the word of that name; false if there is none. */
bool words_of_name(enum word *word, struct span name);

#endif
