/*
 * Noticing that a capsule gets its first search index, so that a search process
 * is started for it.  (One that is replaced is that process's to notice.)
 */
#ifndef PROCESSES_INDEX_WATCH_H
#define PROCESSES_INDEX_WATCH_H

#include <stdbool.h>

#include "config.h"

struct index_watch {
	int fd; /* readable when something has changed; -1: nothing is watched
		 */
};

/**
 * index_watch_begin(watch, config):
 * Watch the capsules of ${config}, none of which has an index yet, instead of
 * what was watched before.
 */
void index_watch_begin(struct index_watch *watch, const struct config *config);

/** index_watch_end(watch): watch nothing any more. */
void index_watch_end(struct index_watch *watch);

/**
 * index_watch_has_one(watch, config):
 * Has anything changed since this was last asked, and is there an index now?
 */
bool index_watch_has_one(
    struct index_watch *watch, const struct config *config);

#endif
