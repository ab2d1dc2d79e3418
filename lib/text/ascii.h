/*
 * Kinds of ASCII bytes, whatever the locale.
 */
#ifndef TEXT_ASCII_H
#define TEXT_ASCII_H

#include <stdbool.h>

#include "span.h"

/** ascii_is_digit(byte): 0 to 9? */
static inline bool
ascii_is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/** ascii_is_letter(byte): A to Z or a to z? */
static inline bool
ascii_is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/** ascii_is_alphanumeric(byte): a letter or a digit? */
static inline bool
ascii_is_alphanumeric(char byte)
{
	return ascii_is_digit(byte) || ascii_is_letter(byte);
}

/** ascii_hex_value(byte): 0 to 15 for a hexadecimal digit, else -1. */
static inline int
ascii_hex_value(char byte)
{
	if (byte >= '0' && byte <= '9')
		return byte - '0';
	if (byte >= 'a' && byte <= 'f')
		return byte - 'a' + 10;
	if (byte >= 'A' && byte <= 'F')
		return byte - 'A' + 10;
	return -1;
}

/** ascii_lower(byte): ${byte}, an upper-case letter made lower-case. */
static inline char
ascii_lower(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

/** ascii_all(text, kind): are there bytes, and is each of this kind? */
static inline bool
ascii_all(struct span text, bool (*kind)(char))
{
	for (size_t i = 0; i < text.len; i++)
		if (!kind(text.ptr[i]))
			return false;
	return text.len > 0;
}

#endif
