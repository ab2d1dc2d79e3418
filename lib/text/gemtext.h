/*
 * Gemtext, line by line.
 *
 * Source: the gemtext companion specification 0.24.1.
 */
#ifndef TEXT_GEMTEXT_H
#define TEXT_GEMTEXT_H

#include <stdbool.h>

#include "span.h"

enum gemtext_kind {
	GEMTEXT_TEXT,
	GEMTEXT_LINK,
	GEMTEXT_HEADING, /* level 1 to 3 */
	GEMTEXT_LIST,
	GEMTEXT_QUOTE,
	GEMTEXT_TOGGLE, /* a ``` line; text is its alt text when opening */
	GEMTEXT_PREFORMATTED, /* a line between two toggles */
};

struct gemtext_line {
	enum gemtext_kind kind;
	struct span raw;  /* the whole line, without its line end */
	struct span text; /* without the markup; of a link: its label */
	struct span url;  /* links only; empty if the line names none */
	unsigned level;   /* headings only: 1 to 3 */
	bool opens;       /* toggles only: does preformatted text begin? */
};

/* Where a reader of gemtext stands.  Begin with gemtext_begin. */
struct gemtext {
	struct span rest;
	bool preformatted;
};

/** gemtext_begin(document): a reader at the start of ${document}. */
struct gemtext gemtext_begin(struct span document);

/**
 * gemtext_next(reader, line):
 * Read the next line into ${line}; its spans point into the document.  False
 * at the end.  A BOM at the very start is passed over.
 */
bool gemtext_next(struct gemtext *reader, struct gemtext_line *line);

#endif
