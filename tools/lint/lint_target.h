/*
 * Where in the capsule does a link lead?  Pure text.
 */
#ifndef LINT_LINT_TARGET_H
#define LINT_LINT_TARGET_H

#include <stdbool.h>

#include "buffer.h"
#include "span.h"

enum lint_target_verdict {
	LINT_TARGET_OK,
	LINT_TARGET_OUTSIDE, /* ".." climbs above the root */
	LINT_TARGET_NOWHERE, /* can name no file: "a//b", an escaped "/" or NUL
			      */
};

/**
 * lint_target_resolve(path, wants_directory, page, reference):
 * Put into ${path}, which is cleared first, where ${reference} (the path of a
 * URL, percent-encoded; empty means the page itself) leads from ${page} (a
 * path in the capsule, decoded, without a leading slash).  The result is
 * decoded too, and empty for the root; ${wants_directory} tells whether the
 * reference ended in "/", "." or "..".  Without memory path->failed is set.
 */
enum lint_target_verdict lint_target_resolve(struct buffer *path,
    bool *wants_directory, struct span page, struct span reference);

#endif
