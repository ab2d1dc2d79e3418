/*
 * Tables as lists: a grid cannot be read on a telephone or by ear.
 */
#ifndef CAPSULE_PAGE_TABLE_H
#define CAPSULE_PAGE_TABLE_H

#include "page_inline.h"

/**
 * page_table_write(body, index):
 * Append the table that token ${index} opens.  No word of its header is lost,
 * for a unit may stand there.  One column becomes a list below its header;
 * two become items, "Dose (mg) 150" for a number and "Word: meaning." for
 * words, or a heading with a paragraph for each row when a cell is long; more
 * columns a heading for each row with items "column: value", or one item for
 * each row when the page has headings of the same words.  Columns without any
 * words are left out.
 */
void page_table_write(struct page_body *body, size_t index);

#endif
