#include "generations.h"

#include <signal.h>
#include <stddef.h>

#include "deadlines.h"
#include "generation.h"
#include "generation_start.h"

/* So many generations may drain at their clients' leisure. */
#define DRAINING_MAX 8

struct generation *
generations_newest(const struct generations *generations)
{
	return TAILQ_FIRST(generations);
}

struct generation *
generations_serving(const struct generations *generations)
{
	struct generation *generation;

	TAILQ_FOREACH(generation, generations, next)
	{
		if (generation->state == GENERATION_SERVING)
			return generation;
	}
	return NULL;
}

void
generations_add(struct generations *generations, struct generation *generation)
{
	TAILQ_INSERT_HEAD(generations, generation, next);
}

void
generations_bury(struct generations *generations)
{
	struct generation *generation = TAILQ_FIRST(generations);

	while (generation != NULL) {
		struct generation *next = TAILQ_NEXT(generation, next);

		/* A drained one has no use for its helpers any more. */
		if (generation->state == GENERATION_DRAINING &&
		    !generation_has_workers(generation) &&
		    generation_end_helpers(generation)) {
			TAILQ_REMOVE(generations, generation, next);
			generation_free(generation);
		}
		generation = next;
	}
}

void
generations_hasten(struct generations *generations)
{
	struct generation *generation;
	unsigned draining = 0;

	TAILQ_FOREACH(generation, generations, next)
	{
		if (generation->state == GENERATION_DRAINING &&
		    ++draining > DRAINING_MAX)
			generation_signal_workers(generation, SIGTERM);
	}
}

unsigned
generations_end(struct generations *generations)
{
	struct generation *generation;
	unsigned drain_ms = 0;

	TAILQ_FOREACH(generation, generations, next)
	{
		generation_drain(generation, SIGTERM);
		endpoints_close(&generation->endpoints);
		if (generation->config.drain_timeout_ms > drain_ms)
			drain_ms = generation->config.drain_timeout_ms;
	}
	return drain_ms;
}

void
generations_signal(struct generations *generations, int signal)
{
	struct generation *generation;

	TAILQ_FOREACH(generation, generations, next)
	{
		generation_signal_workers(generation, signal);
	}
}

struct child *
generations_find(const struct generations *generations, pid_t pid,
    struct generation **generation)
{
	TAILQ_FOREACH(*generation, generations, next)
	{
		struct child *child = generation_find(*generation, pid);

		if (child != NULL)
			return child;
	}
	return NULL;
}

uint64_t
generations_start_due(struct generations *generations, uint64_t now_ms)
{
	struct generation *generation;
	uint64_t next_ms = 0;

	TAILQ_FOREACH(generation, generations, next)
	{
		next_ms = deadline_earlier(
		    next_ms, generation_start_due(generation, now_ms));
	}
	return next_ms;
}

nfds_t
generations_collect_unready(
    struct generations *generations, struct pollfd *polled, nfds_t room)
{
	struct generation *generation;
	nfds_t count = 0;

	TAILQ_FOREACH(generation, generations, next)
	{
		count += generation_collect_unready(
		    generation, polled + count, room - count);
	}
	return count;
}

void
generations_check_ready(struct generations *generations)
{
	struct generation *generation;

	TAILQ_FOREACH(generation, generations, next)
	{
		generation_check_ready(generation);
	}
}
