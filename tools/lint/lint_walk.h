/*
 * Walk a capsule: list its files and report those no server will serve.
 *
 * Directories are walked by descriptor, never by a name that could change
 * meanwhile; symbolic links are never walked through, so none can loop.
 */
#ifndef LINT_LINT_WALK_H
#define LINT_LINT_WALK_H

#include "diagnostic.h"
#include "lint_tree.h"

/* What a capsule may hold; beyond it lint says so and goes no further. */
#define LINT_FILES_MAX 100000
#define LINT_DEPTH_MAX 32

/**
 * lint_walk(tree, list):
 * Fill ${tree}, which was just begun, and sort it; report to ${list} what is
 * not served.  Return 0, or -1 and errno without memory or if the root cannot
 * be read.
 */
int lint_walk(struct lint_tree *tree, struct diagnostics *list);

#endif
