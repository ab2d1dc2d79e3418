/*
 * The document's headings, cut into pages.
 */
#ifndef MEANING_SECTIONS_H
#define MEANING_SECTIONS_H

#include "document.h"

/**
 * sections_read(document):
 * Fill pages, headings and anchors of ${document}, whose front matter and
 * Markdown have been read.  Told: all that is wrong with headings and names.
 */
void sections_read(struct document *document);

#endif
