/*
 * UTF-8: is it valid, and which character comes next.
 *
 * Source: RFC 3629, as libunistring has it: no surrogates, no overlong forms,
 * nothing above U+10FFFF.
 */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "span.h"

/**
 * utf8_valid_length(text):
 * How many bytes at the start of ${text} are valid UTF-8: text.len when all
 * are, otherwise the index of the first byte of the first bad sequence.
 */
size_t utf8_valid_length(struct span text);

/** utf8_is_valid(text): is all of ${text} valid UTF-8? */
bool utf8_is_valid(struct span text);

/** utf8_ascii_length(text): how many bytes at its start are ASCII. */
size_t utf8_ascii_length(struct span text);

/** utf8_is_ascii(text): has no byte of ${text} its high bit set? */
bool utf8_is_ascii(struct span text);

/**
 * utf8_decode(character, text):
 * Read the first character of ${text} into ${character}.  Return its length
 * in bytes (1 to 4); 0 if ${text} is empty or does not begin with valid UTF-8.
 */
size_t utf8_decode(uint32_t *character, struct span text);

/**
 * utf8_encode(bytes, character):
 * Write ${character} (a Unicode scalar value) to ${bytes}.  Return its length
 * in bytes; 0 if it is no scalar value.
 */
size_t utf8_encode(char bytes[4], uint32_t character);

#endif
