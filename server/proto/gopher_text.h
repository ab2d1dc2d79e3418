/*
 * The framing of Gopher's text files (type 0).
 *
 * Source: RFC 1436, section 3.5 and the appendix ("TextFile").
 */
#ifndef PROTO_GOPHER_TEXT_H
#define PROTO_GOPHER_TEXT_H

#include "buffer.h"
#include "span.h"

/**
 * gopher_text_frame(out, text):
 * Append ${text} as the body of a type-0 item: CRLF line ends, lines that
 * begin with a dot stuffed, "." CRLF at the end.  All other bytes pass
 * unchanged, whatever their encoding; a CR alone is no line end.
 */
void gopher_text_frame(struct buffer *out, struct span text);

#endif
