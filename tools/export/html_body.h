/*
 * The text of a page: blocks of Markdown as elements of HTML.
 */
#ifndef EXPORT_HTML_BODY_H
#define EXPORT_HTML_BODY_H

#include "html_inline.h"

/**
 * html_body_write(words, base):
 * Write the text of words->place->page, whose own heading is of level ${base},
 * 1 or 2, and stands there already.
 */
void html_body_write(struct html_inline *words, unsigned base);

/**
 * html_body_notes(words, base):
 * Write the page's footnotes, if it has any, under a heading one level below
 * ${base}.
 */
void html_body_notes(struct html_inline *words, unsigned base);

#endif
