/*
 * Text that looks like something else: headings and links that are none, and
 * text that has become a heading.
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

/**
 * check_looks_heading(markdown, index):
 * Is the heading that token ${index} opens a paragraph, of which the line below
 * it has made a heading?
 */
void check_looks_heading(const struct markdown *markdown, size_t index);

#endif
