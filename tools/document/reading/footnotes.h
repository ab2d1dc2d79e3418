/*
 * The footnotes that a document defines, and the text md4c is to parse in
 * their stead: it has none itself.
 *
 * Definitions are blanked out where they stand.  Behind the body each of
 * their paragraphs follows with a mark before it, so that it is a paragraph
 * whatever it begins with, and so that links may use the body's definitions.
 * A place in that text leads back to the place in the source.
 */
#ifndef READING_FOOTNOTES_H
#define READING_FOOTNOTES_H

#include <stdint.h>

#include "buffer.h"
#include "source.h"

/* No footnote, no place. */
#define FOOTNOTES_NONE UINT32_MAX

struct footnote {
	struct span key; /* in the source */
	uint32_t at;     /* its bracket */
	uint32_t end;    /* of its last line */
	uint32_t first;  /* its tokens, ... */
	uint32_t after;  /* ... up to this one, not included; 0: none */
	bool is_used;
};

/* One line of a footnote's text. */
struct footnote_piece {
	uint32_t
	    mark; /* in the text to parse: the mark, if there is one, ... */
	uint32_t from; /* ... and the first of its bytes */
	uint32_t at;   /* the same byte in the source */
	uint32_t len;
	uint32_t note;
};

struct footnotes {
	struct footnote *list; /* in the order of the source */
	size_t count;
	size_t capacity;
	struct footnote_piece *pieces;
	size_t piece_count;
	size_t piece_capacity;
	uint32_t *slots; /* hash of keys: index plus one; 0: free */
	size_t slot_count;
	bool has_marks;     /* is there anything that looks like one? */
	struct buffer text; /* to parse, if there are any footnotes */
	size_t body_len;    /* of it, the document's own part */
};

/**
 * footnotes_read(footnotes, source, at):
 * Find what ${source} defines from byte ${at} on.  Told: a key that is none,
 * a footnote without text or with blocks in it, a key defined twice.  The
 * caller ends with footnotes_free; keys live as long as ${source}.
 */
void footnotes_read(
    struct footnotes *footnotes, const struct source *source, size_t at);

/** footnotes_find(footnotes, key): the index of that footnote, or NONE. */
uint32_t footnotes_find(const struct footnotes *footnotes, struct span key);

/**
 * footnotes_piece(footnotes, offset):
 * The piece that byte ${offset} of the text to parse belongs to, its mark
 * included; NULL in the body.
 */
const struct footnote_piece *footnotes_piece(
    const struct footnotes *footnotes, size_t offset);

/** footnotes_free(footnotes): release what they hold. */
void footnotes_free(struct footnotes *footnotes);

#endif
