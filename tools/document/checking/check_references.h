/*
 * What an author meant as markup but Markdown took for plain text.
 *
 * References without a definition, links that are none, footnotes, formulas.
 */
#ifndef CHECKING_CHECK_REFERENCES_H
#define CHECKING_CHECK_REFERENCES_H

#include "markdown_tokens.h"

/**
 * check_references(markdown, from, to):
 * Check the text of tokens ${from} to ${to}, not included, which are one run
 * of text.
 */
void check_references(const struct markdown *markdown, size_t from, size_t to);

/**
 * check_references_definitions(markdown, at):
 * Check the source from byte ${at} on for footnotes that Markdown takes for
 * definitions of links, of which no token tells.
 */
void check_references_definitions(const struct markdown *markdown, size_t at);

#endif
