/*
 * The search process as a child of the supervisor: it opens the capsules, is
 * confined, and then finds words until the supervisor is gone.
 */
#ifndef PROCESSES_SEARCH_PROCESS_H
#define PROCESSES_SEARCH_PROCESS_H

#include <stdbool.h>
#include <stddef.h>

#include "child_terms.h"
#include "search_service.h"

struct config;

/* What it is handed; all of it is borrowed. */
struct search_process_setup {
	struct child_terms terms;
	int pair_fds[SEARCH_PAIRS_MAX];
	size_t pair_count;
};

/**
 * search_process_is_wanted(config):
 * Has any capsule an index, now, and is it to be searched?
 */
bool search_process_is_wanted(const struct config *config);

/**
 * search_process_run(setup):
 * Find words.  The exit status: 0, or 1 after saying why in the log.
 */
int search_process_run(struct search_process_setup *setup);

#endif
