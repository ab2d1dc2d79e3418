/*
 * Building on every save: when a document, or a file beside it that it names,
 * changes, it is built again, in a process of its own.
 */
#ifndef WATCH_WATCH_H
#define WATCH_WATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "loop.h"

struct watch;

struct watch_plan {
	struct loop *loop;
	char *const *sources;
	size_t source_count;
	/*
	 * Build, in a process of its own; writes the paths of the files that
	 * went into it to ${names_fd}, each with a NUL.  The exit status.
	 */
	int (*build)(void *arg, int names_fd);
	/* A build has ended; NULL: nobody needs to know. */
	void (*built)(void *arg, bool is_good);
	void *arg;
};

/**
 * watch_start(plan):
 * Build once, and then again whenever something has changed, as long as the
 * loop runs.  NULL with errno on failure; released by watch_stop, which waits
 * for a build that is under way.  ${plan} must live as long.
 */
struct watch *watch_start(const struct watch_plan *plan);
void watch_stop(struct watch *watch);

#endif
