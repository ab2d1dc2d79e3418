#include "lineage.h"

#include <signal.h>
#include <stddef.h>

#include "earlier.h"
#include "generation.h"

/* So many generations may drain at their clients' leisure. */
#define DRAINING_MAX 8

struct generation *
lineage_newest(const struct lineage *lineage)
{
	return TAILQ_FIRST(lineage);
}

struct generation *
lineage_serving(const struct lineage *lineage)
{
	struct generation *generation;

	TAILQ_FOREACH(generation, lineage, next)
	{
		if (generation->state == GENERATION_SERVING)
			return generation;
	}
	return NULL;
}

void
lineage_add(struct lineage *lineage, struct generation *generation)
{
	TAILQ_INSERT_HEAD(lineage, generation, next);
}

void
lineage_bury(struct lineage *lineage)
{
	struct generation *generation = TAILQ_FIRST(lineage);

	while (generation != NULL) {
		struct generation *next = TAILQ_NEXT(generation, next);

		/* A drained one has no use for its keyholder any more. */
		if (generation->state == GENERATION_DRAINING &&
		    !generation_has_workers(generation)) {
			if (generation->keyholder.pid != 0) {
				kill(generation->keyholder.pid, SIGKILL);
			} else {
				TAILQ_REMOVE(lineage, generation, next);
				generation_free(generation);
			}
		}
		generation = next;
	}
}

void
lineage_hasten(struct lineage *lineage)
{
	struct generation *generation;
	unsigned draining = 0;

	TAILQ_FOREACH(generation, lineage, next)
	{
		if (generation->state == GENERATION_DRAINING &&
		    ++draining > DRAINING_MAX)
			generation_signal_workers(generation, SIGTERM);
	}
}

unsigned
lineage_end(struct lineage *lineage)
{
	struct generation *generation;
	unsigned drain_ms = 0;

	TAILQ_FOREACH(generation, lineage, next)
	{
		generation_drain(generation, SIGTERM);
		listeners_close(&generation->listeners);
		if (generation->config.drain_timeout_ms > drain_ms)
			drain_ms = generation->config.drain_timeout_ms;
	}
	return drain_ms;
}

void
lineage_signal(struct lineage *lineage, int signal)
{
	struct generation *generation;

	TAILQ_FOREACH(generation, lineage, next)
	{
		generation_signal_workers(generation, signal);
	}
}

struct child *
lineage_find(
    const struct lineage *lineage, pid_t pid, struct generation **generation)
{
	TAILQ_FOREACH(*generation, lineage, next)
	{
		struct child *child = generation_find(*generation, pid);

		if (child != NULL)
			return child;
	}
	return NULL;
}

uint64_t
lineage_start_due(struct lineage *lineage, uint64_t now_ms)
{
	struct generation *generation;
	uint64_t next_ms = 0;

	TAILQ_FOREACH(generation, lineage, next)
	{
		next_ms =
		    earlier(next_ms, generation_start_due(generation, now_ms));
	}
	return next_ms;
}

nfds_t
lineage_collect_unready(
    struct lineage *lineage, struct pollfd *polled, nfds_t room)
{
	struct generation *generation;
	nfds_t count = 0;

	TAILQ_FOREACH(generation, lineage, next)
	{
		count += generation_collect_unready(
		    generation, polled + count, room - count);
	}
	return count;
}

void
lineage_check_ready(struct lineage *lineage)
{
	struct generation *generation;

	TAILQ_FOREACH(generation, lineage, next)
	{
		generation_check_ready(generation);
	}
}
