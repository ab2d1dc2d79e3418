/*
 * Raw HTML: comments and <br> pass, all else has no place in a capsule.
 */
#ifndef CHECKING_CHECK_HTML_H
#define CHECKING_CHECK_HTML_H

#include "markdown_tokens.h"

/* Tags told of once are not told of again when they close. */
#define CHECK_HTML_NAMES 16

/* The names of the tags told so far; begin with all zero. */
struct check_html {
	struct span names[CHECK_HTML_NAMES];
	size_t count;
};

/**
 * check_html(state, markdown, from, to, is_block):
 * Check the raw HTML among tokens ${from} to ${to}, not included, which are
 * one HTML block or one run of text.
 */
void check_html(struct check_html *state, const struct markdown *markdown,
    size_t from, size_t to, bool is_block);

#endif
