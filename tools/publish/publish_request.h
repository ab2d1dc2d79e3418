/*
 * What is to be published where, and what came of it.
 */
#ifndef PUBLISH_PUBLISH_REQUEST_H
#define PUBLISH_PUBLISH_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "span.h"

struct beneath;

struct publish_request {
	const char *directory; /* where the capsule goes; made if missing */
	const struct beneath *folder; /* the document's, for files to copy */
	struct span lang;             /* for the manifest */
	const char *document; /* the source's file name: never touched */
	bool is_check;        /* look, but write nothing */
};

struct publish_result {
	size_t written; /* files that are new or differ */
	size_t removed; /* files of an earlier build */
};

#endif
