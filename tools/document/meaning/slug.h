/*
 * Names for pages and places: "Causes & symptoms" is "causes-symptoms".
 */
#ifndef MEANING_SLUG_H
#define MEANING_SLUG_H

#include "buffer.h"
#include "span.h"

/* Longest slug, in bytes: a file's name has room for it and ".gmi". */
#define SLUG_MAX 100

struct translit_language;

/**
 * slug_append(out, text, language):
 * Append the slug of ${text}: its ASCII form, spelt as ${language} has it (see
 * translit.h; it may be NULL), in lower case, letters and digits
 * joined by single hyphens, cut at a hyphen when over SLUG_MAX.  Nothing is
 * appended when the text has neither letter nor digit in ASCII.
 */
void slug_append(struct buffer *out, struct span text,
    const struct translit_language *language);

/** slug_is_valid(text): is it 1 to SLUG_MAX of a-z, 0-9 and hyphen? */
bool slug_is_valid(struct span text);

#endif
