/*
 * The framing of Gopher's text files (type 0).
 *
 * Source: RFC 1436, section 3.5 and the appendix ("TextFile").
 */
#ifndef TEXT_GOPHER_TEXT_H
#define TEXT_GOPHER_TEXT_H

#include <stdbool.h>

#include "buffer.h"
#include "span.h"

/* Where the framing of a text stands that comes in parts; begin with {0}. */
struct gopher_text {
	bool in_line; /* the line that the last part ended in has begun */
	bool held_cr; /* the last part ended with a CR, not passed on yet */
};

/**
 * gopher_text_part(text, out, bytes):
 * Append the next part of a text as the body of a type-0 item: line ends
 * become CRLF, lines that begin with a dot get another.  All other bytes pass
 * unchanged, whatever their encoding; a CR alone is no line end.
 */
void gopher_text_part(
    struct gopher_text *text, struct buffer *out, struct span bytes);

/**
 * gopher_text_end(text, out):
 * Append what ends the item: the last line's CRLF, if it has none, and "."
 * CRLF.
 */
void gopher_text_end(struct gopher_text *text, struct buffer *out);

/**
 * gopher_text_frame(out, bytes):
 * A text that is there as a whole: its one part and its end.
 */
void gopher_text_frame(struct buffer *out, struct span bytes);

#endif
