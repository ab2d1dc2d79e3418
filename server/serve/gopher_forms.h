/*
 * The other forms of a page, offered at the head of its menu: plain text, and
 * UTF-8 where ASCII changes its words.
 */
#ifndef SERVE_GOPHER_FORMS_H
#define SERVE_GOPHER_FORMS_H

#include "buffer.h"

struct gopher_asking;
struct path;

/**
 * gopher_forms_offer(out, asking, path, page):
 * Append an item for each other form of the page at ${path}, whose text is
 * ${page}, and a blank line behind them if there are any.
 *
 * They come first, because some clients show menus badly, and some begin to
 * show one at its first item.
 */
void gopher_forms_offer(struct buffer *out, struct gopher_asking *asking,
    const struct path *path, struct span page);

#endif
