/*
 * The words of a page as HTML: text, links, images, marks of footnotes.
 */
#ifndef EXPORT_HTML_INLINE_H
#define EXPORT_HTML_INLINE_H

#include "html_place.h"
#include "html_writer.h"

struct html_inline {
	struct html_writer *writer;
	const struct html_place *place;
	struct buffer scratch; /* owned */
	uint8_t emphasis;      /* of the elements that are open for it */
};

/**
 * html_inline_write(words, from, to):
 * Write the tokens ${from} to ${to}, the latter not included.
 */
void html_inline_write(struct html_inline *words, size_t from, size_t to);

#endif
