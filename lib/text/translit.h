/*
 * Unicode text in ASCII, without loss of meaning and without the locale.
 *
 * NFKD, combining marks dropped, then a table of our own (quotes, dashes,
 * ligatures, fractions, signs).  A character without an ASCII form (another
 * script) is kept as UTF-8, with its marks, rather than lost.
 */
#ifndef TEXT_TRANSLIT_H
#define TEXT_TRANSLIT_H

#include <stdbool.h>

#include "buffer.h"
#include "span.h"

/**
 * translit_to_ascii(out, text):
 * Append ${text} (UTF-8; an invalid byte becomes "?") in ASCII.  Return true
 * if all of it has an ASCII form, false if some characters stayed UTF-8.
 */
bool translit_to_ascii(struct buffer *out, struct span text);

/**
 * translit_for_layout(out, text):
 * The same, but no-break spaces stay (as U+00A0), so that whoever breaks the
 * lines can heed them.
 */
bool translit_for_layout(struct buffer *out, struct span text);

#endif
