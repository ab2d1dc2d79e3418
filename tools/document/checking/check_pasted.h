/*
 * Lists and tables as word processors write them, which Markdown glues into
 * one line of text.
 */
#ifndef CHECKING_CHECK_PASTED_H
#define CHECKING_CHECK_PASTED_H

#include "markdown_tokens.h"

/**
 * check_pasted(markdown, from, to):
 * Check the lines of tokens ${from} to ${to}, not included, which are one run
 * of text; told once, at the second line that begins like one before it.
 */
void check_pasted(const struct markdown *markdown, size_t from, size_t to);

#endif
