/*
 * Tables as lists: a grid cannot be read on a telephone or by ear.
 */
#ifndef CAPSULE_PAGE_TABLE_H
#define CAPSULE_PAGE_TABLE_H

#include "page_body.h"

/**
 * page_table_write(body, index):
 * Append the table that token ${index} opens.  Two columns become items
 * "term: description", or a heading with a paragraph for each row when a
 * description is long; more columns a heading for each row with items
 * "column: value"; one column a list.
 */
void page_table_write(struct page_body *body, size_t index);

#endif
