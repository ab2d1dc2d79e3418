/*
 * The generations that have children now: the one that serves, perhaps one
 * that starts, and those that drain.
 */
#ifndef SERVER_LINEAGE_H
#define SERVER_LINEAGE_H

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>
#include <sys/types.h>

struct child;
struct generation;

/* Newest first.  Begin with TAILQ_INIT; it owns them. */
TAILQ_HEAD(lineage, generation);

/** lineage_newest(lineage): the newest one; NULL if there is none. */
struct generation *lineage_newest(const struct lineage *lineage);

/**
 * lineage_serving(lineage):
 * The one that serves; NULL before the first one does, and at the end.
 */
struct generation *lineage_serving(const struct lineage *lineage);

/**
 * lineage_add(lineage, generation):
 * Add a newer one; it is released by lineage_bury.
 */
void lineage_add(struct lineage *lineage, struct generation *generation);

/**
 * lineage_bury(lineage):
 * Release those that have drained, once their keyholders are gone too.
 */
void lineage_bury(struct lineage *lineage);

/**
 * lineage_hasten(lineage):
 * Reload may follow reload while slow clients keep the old workers: beyond a
 * number of draining generations, the oldest get no more than the drain time.
 */
void lineage_hasten(struct lineage *lineage);

/**
 * lineage_end(lineage):
 * Let all of them drain, and listen no more.  How long that may take, in ms.
 */
unsigned lineage_end(struct lineage *lineage);

/** lineage_signal(lineage, signal): send it to all workers. */
void lineage_signal(struct lineage *lineage, int signal);

/**
 * lineage_find(lineage, pid, generation):
 * The child with this ${pid}, and in ${generation} whose it is; NULL if it is
 * nobody's.
 */
struct child *lineage_find(
    const struct lineage *lineage, pid_t pid, struct generation **generation);

/**
 * lineage_start_due(lineage, now_ms):
 * Start the children that are due.  When the next one is; 0: never.
 */
uint64_t lineage_start_due(struct lineage *lineage, uint64_t now_ms);

/**
 * lineage_collect_unready(lineage, polled, room):
 * Add to ${polled}, which has ${room}, what tells that children are ready; how
 * many were added.
 */
nfds_t lineage_collect_unready(
    struct lineage *lineage, struct pollfd *polled, nfds_t room);

/** lineage_check_ready(lineage): see which of these have told. */
void lineage_check_ready(struct lineage *lineage);

#endif
