/*
 * What marks an item of a list to a word processor, but not to Markdown:
 * "•", "–", "(1)", "a.", "-" without its space.
 */
#ifndef READING_PASTED_MARKER_H
#define READING_PASTED_MARKER_H

#include <stdbool.h>
#include <stddef.h>

#include "span.h"

enum pasted_kind {
	PASTED_NONE,
	PASTED_BULLET, /* "•", "·", "o", ...; no matter which */
	PASTED_SIGN,   /* "✓", "☐", "→": says something, and stays */
	PASTED_DASH,   /* "–", "—" */
	PASTED_HYPHEN, /* "-", "*" or "+" before what is no space */
	PASTED_NUMBER, /* "1.", "2)", "(3)" */
	PASTED_LETTER, /* "a.", "b)", "(iv)" */
};

struct pasted_marker {
	size_t length; /* in bytes, with the space behind it */
	enum pasted_kind kind;
	unsigned value; /* of a number; of a letter its place: a is 1 */
	unsigned roman; /* what the letters are in Roman numerals, or 0 */
	char opens;     /* '(', or NUL */
	char closes;    /* '.' or ')', or NUL */
	bool is_weak;   /* may well be a word of the text: "o" */
};

/**
 * pasted_no_break_length(text):
 * The bytes of a no-break space that ${text} begins with; 0 if there is none.
 */
size_t pasted_no_break_length(struct span text);

/** pasted_marker_read(line): the marker that ${line} begins with. */
struct pasted_marker pasted_marker_read(struct span line);

/**
 * pasted_marker_follows(marker, last):
 * Can ${marker} mark the next item after that of ${last}?  They are alike, and
 * numbers and letters count on.
 */
bool pasted_marker_follows(
    const struct pasted_marker *marker, const struct pasted_marker *last);

#endif
