/*
 * How the lines of a paragraph hang: below the text of an item, not below its
 * mark, and with the marks of every quote that they stand in.
 *
 * Gemtext has no paragraphs within an item.  A plain line right below one, no
 * empty line between them, is taken for such a paragraph; the builder writes
 * them so.
 */
#ifndef TEXT_TEXT_HANG_H
#define TEXT_TEXT_HANG_H

#include "gemtext.h"

struct text_hang {
	struct span first; /* before the first line */
	struct span next;  /* before the others; both static */
	struct span text;  /* what remains to be wrapped; in the line */
};

/**
 * text_hang_line(line, item, most):
 * How ${line}, plain text, a list item or a quote, is to be written.  ${item}
 * holds the columns that the item above takes, or 0: begin with 0, and set it
 * to 0 at any other kind of line that ends an item.  No indent is wider than
 * ${most} columns, 2 at least.
 */
struct text_hang text_hang_line(
    const struct gemtext_line *line, size_t *item, size_t most);

#endif
