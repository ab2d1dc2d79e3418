/*
 * Text for terminals of 80 columns: lines broken, gemtext as plain text.
 *
 * Lines break by UAX #14 on display width, never inside a URL.  No network
 * framing here: lines end with LF; gopher_text adds CRLF, dots and the end.
 */
#ifndef TEXT_TEXT_LAYOUT_H
#define TEXT_TEXT_LAYOUT_H

#include <stdbool.h>

#include "buffer.h"
#include "span.h"

/* Columns a Gopher client on an 80-column terminal shows without cutting. */
#define TEXT_WIDTH 67

struct translit_language;

struct text_style {
	unsigned width; /* columns, 20 to 200 */
	bool ascii;     /* transliterate (see translit.h), or keep UTF-8 */
	const struct translit_language *language; /* NULL: neutrally */
};

/**
 * text_layout_wrap(out, text, first_indent, next_indent, style):
 * Append ${text} (one paragraph, no line end) broken into lines, each with an
 * LF; the first begins with ${first_indent}, the others with ${next_indent}.
 * A word wider than the line stands on a line of its own, unbroken.  Invalid
 * UTF-8 and control characters never reach the output.
 */
void text_layout_wrap(struct buffer *out, struct span text,
    struct span first_indent, struct span next_indent,
    const struct text_style *style);

/**
 * text_layout_document(out, gemtext, style):
 * Append a gemtext document as plain text: headings underlined, lists and
 * quotes with hanging indents, links as "label" and an indented URL (of a page
 * of the capsule that of its plain text), preformatted lines unbroken.
 */
void text_layout_document(
    struct buffer *out, struct span gemtext, const struct text_style *style);

#endif
