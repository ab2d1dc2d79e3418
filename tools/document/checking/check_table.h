/*
 * Paragraphs that look like tables but are none, and rows that are not what
 * their author meant.
 */
#ifndef CHECKING_CHECK_TABLE_H
#define CHECKING_CHECK_TABLE_H

#include "markdown_tokens.h"

/**
 * check_table(markdown, index):
 * Check the paragraph that token ${index} opens; told once, where the table
 * would begin.
 */
void check_table(const struct markdown *markdown, size_t index);

/**
 * check_table_rows(markdown, index):
 * Check the rows of the table that token ${index} opens: Markdown drops the
 * cells that are beyond the last column, and takes the line below a table for
 * one more row.
 */
void check_table_rows(const struct markdown *markdown, size_t index);

#endif
