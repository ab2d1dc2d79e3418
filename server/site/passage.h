/*
 * Folders that everyone may pass, whatever user we run as.
 *
 * What an author closes with chmod 700 is closed, even to a server that runs
 * as the author: the kernel would let it in.  A folder counts with all folders
 * above it, up to the root and that one too.
 *
 * What was found is remembered for PASSAGE_RECHECK_MS, so that it costs a
 * request nothing; a folder that is closed is served no longer than that.
 */
#ifndef SITE_PASSAGE_H
#define SITE_PASSAGE_H

#include "span.h"

struct beneath;

#define PASSAGE_RECHECK_MS 1000

/* The folders beneath one root; opaque. */
struct passage;

enum passage_verdict {
	PASSAGE_OPEN,
	PASSAGE_CLOSED,  /* not everyone may pass, or there is no such folder */
	PASSAGE_UNKNOWN, /* it cannot be told now, as without descriptors */
};

/**
 * passage_new(root):
 * For the folders beneath ${root}, which is borrowed.  NULL without memory;
 * released by passage_free, for which NULL is legal.
 */
struct passage *passage_new(const struct beneath *root);
void passage_free(struct passage *passage);

/**
 * passage_check(passage, folder):
 * May everyone pass ${folder}, relative to the root ("" is the root itself)?
 * It counts as closed if a symbolic link lies on the way.
 */
enum passage_verdict passage_check(struct passage *passage, struct span folder);

#endif
