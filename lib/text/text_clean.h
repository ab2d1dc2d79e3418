/*
 * Text made fit to be shown: valid UTF-8 that cannot steer a terminal.
 */
#ifndef TEXT_TEXT_CLEAN_H
#define TEXT_TEXT_CLEAN_H

#include <stdbool.h>

#include "buffer.h"
#include "span.h"

/**
 * text_clean(out, text):
 * Append ${text} with each control character (C0, DEL, C1, line and paragraph
 * separators) as a space, each invalid byte as U+FFFD, and without what nobody
 * sees: bidi embeddings, overrides and isolates, soft hyphens, BOMs.  At most
 * three times as long as ${text}.
 */
void text_clean(struct buffer *out, struct span text);

/** text_is_plain(text): is it printable ASCII only, clean as it stands? */
bool text_is_plain(struct span text);

#endif
