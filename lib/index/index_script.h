/*
 * Scripts that are written without spaces between words.
 *
 * Where nothing shows where a word ends, each character is taken for one; what
 * a reader seeks is then found as a run of characters, of whatever length.
 */
#ifndef INDEX_SCRIPT_H
#define INDEX_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "span.h"

/**
 * index_script_is_unspaced(character):
 * Is it a letter of Chinese, Japanese, Korean, Thai, Lao, Khmer or Burmese?
 * (Korean has spaces, but its particles stick to the word before them.)
 */
bool index_script_is_unspaced(uint32_t character);

/** index_script_has_unspaced(text): is any character of ${text} such a one? */
bool index_script_has_unspaced(struct span text);

/**
 * index_script_strip(bytes, len):
 * Take the marks that Hebrew and Arabic may be written with or without
 * (points, harakat, tatweel) out of the ${len} bytes of UTF-8, in place.  The
 * number of bytes that are left.
 */
size_t index_script_strip(char *bytes, size_t len);

#endif
