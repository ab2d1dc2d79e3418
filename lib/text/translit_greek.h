/*
 * Greek words in ASCII.
 *
 * Source: ISO 843:1997, type 2 (transcription), which is ELOT 743: as the
 * words sound, and as passports and road signs have them.  Letters with marks
 * of old ("ᾳ") are read as those without.
 */
#ifndef TEXT_TRANSLIT_GREEK_H
#define TEXT_TRANSLIT_GREEK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "span.h"

/* A letter, or two that sound as one. */
struct translit_greek {
	const char *ascii;  /* in lower case; static */
	size_t len;         /* bytes of the text that were read */
	bool is_upper;      /* the first letter is a capital */
	bool next_is_upper; /* the second too, where there are two */
	bool is_pair;
};

/** translit_greek_is_letter(character): is it a letter of the script? */
bool translit_greek_is_letter(uint32_t character);

/** translit_greek_starts(text): does ${text} begin with such a letter? */
bool translit_greek_starts(struct span text);

/**
 * translit_greek_read(greek, text, in_word):
 * Read the letter, or two, at the start of ${text} into ${greek}; ${in_word}:
 * a Greek letter stands before it.  False if there is none.
 */
bool translit_greek_read(
    struct translit_greek *greek, struct span text, bool in_word);

#endif
