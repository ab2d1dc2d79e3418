/*
 * The footnotes of a page, at its end.
 */
#ifndef CAPSULE_PAGE_NOTES_H
#define CAPSULE_PAGE_NOTES_H

#include "page_body.h"

/**
 * page_notes_write(body, page):
 * Append the footnotes that ${page} uses, if any, under a heading: one with a
 * link as a link line, its words as the label, another as a line of text.
 */
void page_notes_write(struct page_body *body, const struct document_page *page);

#endif
