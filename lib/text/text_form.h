/*
 * How the lines of a text are to look: their width, indents and characters.
 */
#ifndef TEXT_TEXT_FORM_H
#define TEXT_TEXT_FORM_H

#include <stdbool.h>

#include "span.h"

struct translit_language;

/* What becomes of a word that is wider than a line. */
enum text_overflow {
	TEXT_OVERFLOW_KEEP,      /* it stands on a line of its own */
	TEXT_OVERFLOW_SPLIT,     /* it is split, but a URL is kept */
	TEXT_OVERFLOW_SPLIT_ALL, /* it is split, a URL too */
};

/* How the lines are to look. */
struct text_wrap {
	unsigned width; /* columns, indents included */
	bool ascii;     /* transliterate (see translit.h) */
	const struct translit_language *language; /* how; NULL: neutrally */
	enum text_overflow overflow;
	/* Printable ASCII that begins a line, counted in its width. */
	struct span first_indent, next_indent;
	/* What stands around a line and is not counted. */
	struct span first_begin, first_end, next_begin, next_end;
};

#endif
