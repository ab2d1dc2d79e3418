/*
 * What is to be published where, and what came of it.
 */
#ifndef PUBLISH_PUBLISH_REQUEST_H
#define PUBLISH_PUBLISH_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "span.h"

struct progress;

struct publish_request {
	const char *directory; /* where the capsule goes; made if missing */
	struct span about;     /* what the manifest says first, whole lines */
	char *const *sources;  /* the documents' file names: never touched */
	size_t source_count;
	bool is_check;             /* look, but write nothing */
	struct progress *progress; /* who waits; NULL: nobody */
};

struct publish_result {
	size_t written; /* files that are new or differ */
	size_t removed; /* files of an earlier build */
};

#endif
