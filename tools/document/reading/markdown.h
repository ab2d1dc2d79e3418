/*
 * The Markdown of a document, read by md4c into tokens.
 *
 * md4c hands out pointers into its input for text, and for link targets
 * without escapes or entities.  It does not promise that; the unit test does.
 */
#ifndef READING_MARKDOWN_H
#define READING_MARKDOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "markdown_tokens.h"

/**
 * markdown_parse(markdown, source, at):
 * Parse ${source} from byte ${at} on.  The caller ends with markdown_free;
 * ${source} must live as long.  Told: a document that would grow out of all
 * proportion (tables of very many empty cells, an endless link target used
 * again and again), after which false is returned.
 */
bool markdown_parse(
    struct markdown *markdown, const struct source *source, size_t at);

#endif
