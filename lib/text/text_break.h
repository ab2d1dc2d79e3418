/*
 * Where a line may break, and how wide text is.
 *
 * Source: UAX #14 as libunistring has it.  Between two ASCII characters the
 * rules are our own and stricter: lines break at spaces and after a hyphen
 * within a word, never inside a URL.
 */
#ifndef TEXT_TEXT_BREAK_H
#define TEXT_TEXT_BREAK_H

#include <stddef.h>

#include "span.h"

/* Longest text that one call looks at, in bytes. */
#define TEXT_BREAK_BYTES_MAX 2048

/**
 * text_break_find(breaks, text):
 * Set breaks[i] to 1 where a line may end before byte i of ${text}, to 0
 * elsewhere.  ${text} is clean UTF-8 of at most TEXT_BREAK_BYTES_MAX bytes.
 */
void text_break_find(char breaks[TEXT_BREAK_BYTES_MAX], struct span text);

/** text_break_columns(text): display columns of the clean UTF-8 ${text}. */
size_t text_break_columns(struct span text);

#endif
