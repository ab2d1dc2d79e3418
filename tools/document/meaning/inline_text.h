/*
 * Text as a reader hears it: tokens made into words on one line.
 *
 * White space of any kind and length becomes one space; there is none at the
 * ends.
 */
#ifndef MEANING_INLINE_TEXT_H
#define MEANING_INLINE_TEXT_H

#include <stdbool.h>

#include "buffer.h"
#include "markdown_tokens.h"

/**
 * inline_text_add(out, start, text):
 * Append ${text} to the line that begins at byte ${start} of ${out}.
 */
void inline_text_add(struct buffer *out, size_t start, struct span text);

/**
 * inline_text_token(out, start, markdown, token):
 * Append the words of one token to the line that begins at ${start}: text and
 * code; a line break is a space.
 */
void inline_text_token(struct buffer *out, size_t start,
    const struct markdown *markdown, const struct markdown_token *token);

/**
 * inline_text_end(out, start):
 * The line that begins at ${start} is complete: drop white space at its end.
 */
void inline_text_end(struct buffer *out, size_t start);

/**
 * inline_text_append(out, markdown, from, to):
 * Append the words of tokens ${from} to ${to}, the latter not included: on
 * a line of their own, so with no white space around them.
 */
void inline_text_append(struct buffer *out, const struct markdown *markdown,
    size_t from, size_t to);

/**
 * inline_text_is_only_links(markdown, from, to):
 * Do tokens ${from} to ${to}, the latter not included, consist of links and
 * images alone?
 */
bool inline_text_is_only_links(
    const struct markdown *markdown, size_t from, size_t to);

#endif
