/*
 * The search process: the one process in which SQLite reads.
 *
 * It answers questions on its socket pairs, one for each worker, until the
 * supervisor is gone.  It accepts no connection, and keeps, counts and logs
 * nothing of what readers seek.
 */
#ifndef SEARCH_SEARCH_SERVICE_H
#define SEARCH_SEARCH_SERVICE_H

#include <stddef.h>

struct search_indexes;
struct sites;

/* As many workers as there can be. */
#define SEARCH_PAIRS_MAX 64

/* How long one search may take. */
#define SEARCH_LIMIT_MS 1000

/**
 * search_service_run(sites, indexes, fds, count, lifeline_fd):
 * Answer what arrives on the ${count} ends ${fds} of pairs with workers, out of
 * the ${indexes} of ${sites}, until ${lifeline_fd}, the reading end of a pipe,
 * ends.  Then 0; -1 with errno if it cannot go on.
 *
 * Whose question is next, search_queue.h says.  A message that is none is
 * passed over; an answer that a worker has no room for is dropped, as the
 * worker asks again.
 */
int search_service_run(const struct sites *sites,
    struct search_indexes *indexes, const int *fds, size_t count,
    int lifeline_fd);

#endif
