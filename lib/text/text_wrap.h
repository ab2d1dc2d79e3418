/*
 * A paragraph broken into lines, for every writer that needs lines: plain
 * text and Gopher menus.
 *
 * Lines break by UAX #14 on display width, never inside a URL.  Time is linear
 * in the text, and beside the output a few kilobytes are enough for any text.
 */
#ifndef TEXT_TEXT_WRAP_H
#define TEXT_TEXT_WRAP_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"
#include "span.h"
#include "text_form.h"

/**
 * text_wrap(out, text, how):
 * Append ${text}, cleaned (see text_clean.h), as one line or more, and return
 * the columns of the widest.  Spaces at the ends of the text are dropped; no
 * text still makes one line.
 */
size_t text_wrap(
    struct buffer *out, struct span text, const struct text_wrap *how);

/**
 * text_wrap_preformatted(out, text, how):
 * Append the line ${text} with its spaces kept and its tabs expanded to
 * multiples of 8 columns.  It is cut at how->width, unless how->overflow is
 * KEEP.
 */
void text_wrap_preformatted(
    struct buffer *out, struct span text, const struct text_wrap *how);

#endif
