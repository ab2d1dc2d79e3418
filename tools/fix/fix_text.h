/*
 * A text with edits made, and what they change, line by line.
 */
#ifndef FIX_FIX_TEXT_H
#define FIX_FIX_TEXT_H

#include "diagnostic.h"

/**
 * fix_text_apply(out, text, list, file):
 * Append ${text} with the edits that ${list} holds for ${file}; how many were
 * made.  One that overlaps another before it is left out.
 */
size_t fix_text_apply(struct buffer *out, struct span text,
    const struct diagnostics *list, const char *file);

/**
 * fix_text_diff(out, before, after, name):
 * Append how ${after} differs from ${before}, as a unified diff of ${name}
 * without context.  Both have the same lines in the same order, some of them
 * edited; an edit neither parts nor joins lines.
 */
void fix_text_diff(struct buffer *out, struct span before, struct span after,
    const char *name);

#endif
