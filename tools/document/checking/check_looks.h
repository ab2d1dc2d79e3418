/*
 * Text that looks like something else: headings and links that are none.
 */
#ifndef CHECKING_CHECK_LOOKS_H
#define CHECKING_CHECK_LOOKS_H

#include "markdown_tokens.h"

/**
 * check_looks(markdown, from, to):
 * Check the text of tokens ${from} to ${to}, not included, which are one run
 * of text.  What stands in a link, an image or code is left alone.
 */
void check_looks(const struct markdown *markdown, size_t from, size_t to);

#endif
