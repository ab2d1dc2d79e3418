/*
 * Tables: here they stay what they are.
 */
#ifndef EXPORT_HTML_TABLE_H
#define EXPORT_HTML_TABLE_H

#include "html_inline.h"

/** html_table_write(words, index): the table that token ${index} opens. */
void html_table_write(struct html_inline *words, size_t index);

#endif
