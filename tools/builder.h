/*
 * Documents in, a published capsule out: what build, watch and preview do.
 */
#ifndef TOOLS_BUILDER_H
#define TOOLS_BUILDER_H

#include <stdbool.h>
#include <stddef.h>

struct builder_request {
	const char *directory; /* where the capsule goes */
	char *const *sources;  /* the documents, the root's first */
	size_t source_count;
	bool is_check;   /* write nothing */
	bool is_json;    /* what is wrong goes to standard output, as JSON */
	bool has_search; /* make an index, and lead to it */
	int names_fd;    /* takes the paths of the files that are copied, each
			    with a NUL; -1: nobody asks */
};

/**
 * builder_run(request):
 * Build once; what is wrong goes to standard error, and what was made to
 * standard output.  The exit status: 0, or 1 if nothing was published.
 */
int builder_run(const struct builder_request *request);

#endif
