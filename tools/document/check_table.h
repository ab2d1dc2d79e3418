/*
 * Paragraphs that look like tables but are none.
 */
#ifndef TOOLS_CHECK_TABLE_H
#define TOOLS_CHECK_TABLE_H

#include "markdown.h"

/**
 * check_table(markdown, index):
 * Check the paragraph that token ${index} opens; told once, where the table
 * would begin.
 */
void check_table(const struct markdown *markdown, size_t index);

#endif
