/*
 * The generations that have children now: the one that serves, perhaps one
 * that starts, and those that drain.
 */
#ifndef PROCESSES_GENERATIONS_H
#define PROCESSES_GENERATIONS_H

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>
#include <sys/types.h>

struct child;
struct generation;

/* Newest first.  Begin with TAILQ_INIT; it owns them. */
TAILQ_HEAD(generations, generation);

/** generations_newest(generations): the newest one; NULL if there is none. */
struct generation *generations_newest(const struct generations *generations);

/**
 * generations_serving(generations):
 * The one that serves; NULL before the first one does, and at the end.
 */
struct generation *generations_serving(const struct generations *generations);

/**
 * generations_add(generations, generation):
 * Add a newer one; it is released by generations_bury.
 */
void generations_add(
    struct generations *generations, struct generation *generation);

/**
 * generations_bury(generations):
 * Release those that have drained, once their keyholders are gone too.
 */
void generations_bury(struct generations *generations);

/**
 * generations_hasten(generations):
 * Reload may follow reload while slow clients keep the old workers: beyond a
 * number of draining generations, the oldest get no more than the drain time.
 */
void generations_hasten(struct generations *generations);

/**
 * generations_end(generations):
 * Let all of them drain, and listen no more.  How long that may take, in ms.
 */
unsigned generations_end(struct generations *generations);

/** generations_signal(generations, signal): send it to all workers. */
void generations_signal(struct generations *generations, int signal);

/**
 * generations_find(generations, pid, generation):
 * The child with this ${pid}, and in ${generation} whose it is; NULL if it is
 * nobody's.
 */
struct child *generations_find(const struct generations *generations, pid_t pid,
    struct generation **generation);

/**
 * generations_start_due(generations, now_ms):
 * Start the children that are due.  When the next one is; 0: never.
 */
uint64_t generations_start_due(
    struct generations *generations, uint64_t now_ms);

/**
 * generations_collect_unready(generations, polled, room):
 * Add to ${polled}, which has ${room}, what tells that children are ready; how
 * many were added.
 */
nfds_t generations_collect_unready(
    struct generations *generations, struct pollfd *polled, nfds_t room);

/** generations_check_ready(generations): see which of these have told. */
void generations_check_ready(struct generations *generations);

#endif
