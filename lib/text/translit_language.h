/*
 * What transliteration knows of a language: how its letters are spelt in
 * ASCII, its words for signs, its habits.
 *
 * All of it is data: letters in translit_letters.c and translit_cyrillic.c,
 * words in translit_words.c.  What a language does not say itself, the neutral
 * one says: letters without their marks, signs in forms of no language.
 */
#ifndef TEXT_TRANSLIT_LANGUAGE_H
#define TEXT_TRANSLIT_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "span.h"
#include "translit_letters.h"
#include "translit_words.h"

struct translit_language {
	const char *tags; /* primary subtags of BCP 47, with spaces between */
	const struct translit_letters *letters; /* its own; NULL: none */
	const char *const *words; /* by enum translit_word; NULL: none */
	bool pads_quotes;         /* a space stands within a pair of quotes */
	bool has_ordinals;        /* a number with a raised "o" is an ordinal */
	bool dots_decimals;       /* "3·5" is a decimal, not a product */
	bool ends_accented; /* a letter's accent at a word's end tells words
			       apart, and is written behind it */
	bool is_greek;      /* a Greek letter alone is a word */
};

/**
 * translit_language_of(tag):
 * The language of the BCP 47 ${tag}; without a tag, or with one that nothing is
 * known of, a neutral one.  Static; never NULL.
 */
const struct translit_language *translit_language_of(struct span tag);

/**
 * translit_language_word(language, word):
 * What ${word} is in ${language} (NULL: the neutral one), else neutrally.
 */
const char *translit_language_word(
    const struct translit_language *language, enum translit_word word);

#endif
