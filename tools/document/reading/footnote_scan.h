/*
 * Which lines of Markdown define a footnote: "[^key]: text" and what goes on
 * below it.
 *
 * Line by line, from the first on.  Code blocks and comments are followed, so
 * that an example of a footnote in one is none.  Source: the footnotes of
 * Pandoc and GitHub, which CommonMark does not have.
 */
#ifndef READING_FOOTNOTE_SCAN_H
#define READING_FOOTNOTE_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "span.h"

/* Longest key, in bytes. */
#define FOOTNOTE_KEY_MAX 100

enum footnote_line {
	FOOTNOTE_LINE_OTHER,   /* nothing of a footnote */
	FOOTNOTE_LINE_BEGINS,  /* a definition begins */
	FOOTNOTE_LINE_GOES_ON, /* more text of the open definition */
	FOOTNOTE_LINE_BLANK,   /* an empty line; the definition may go on */
	FOOTNOTE_LINE_BLOCK,   /* indented below a definition, but no text */
};

/* Where the scan stands; all zero before the first line. */
struct footnote_scan {
	char fence_byte; /* of the open code block; 0: none */
	size_t fence_length;
	bool in_comment;
	bool in_list;     /* indented lines may belong to an item */
	bool is_open;     /* a definition is */
	bool after_blank; /* the line before was empty */
};

/**
 * footnote_scan_line(scan, line, key, text):
 * What is ${line}, without its line end, the next of the document?  When a
 * definition begins, ${key} is set; when it begins or goes on, ${text}, its
 * words on this line, perhaps none.  Both point into ${line}.
 */
enum footnote_line footnote_scan_line(struct footnote_scan *scan,
    struct span line, struct span *key, struct span *text);

/**
 * footnote_key_is_valid(key):
 * Is it made of 1 to FOOTNOTE_KEY_MAX bytes of letters, digits, "-", "_", "."
 * and ":", with no "_" at its ends, which Markdown could take for emphasis?
 */
bool footnote_key_is_valid(struct span key);

#endif
