#include "generation_start.h"

#include <errno.h>
#include <string.h>

#include "deadlines.h"
#include "generation.h"
#include "keyholder.h"
#include "search_process.h"
#include "worker_process.h"

/* Which child of which generation a process is to be. */
struct child_role {
	struct generation *generation;
	unsigned index; /* of a worker */
};

static struct log
child_log(const struct generation *generation)
{
	return (struct log){
	    .fd = generation->pipes->log_fd,
	    .requests = generation->config.log == CONFIG_LOG_REQUESTS,
	};
}

/* Where a worker sends its counts; -1: nowhere. */
static int
worker_counts_fd(const struct generation *generation)
{
	return generation->config.counts == NULL ? -1
						 : generation->pipes->counts_fd;
}

static struct child_terms
child_terms(const struct generation *generation, int ready_fd)
{
	return (struct child_terms){
	    .config = &generation->config,
	    .user = generation->becomes_user ? &generation->user : NULL,
	    .log = child_log(generation),
	    .ready_fd = ready_fd,
	    .lifeline_fd = generation->pipes->lifeline_fd,
	    .violation_fd = generation->pipes->violation_fd,
	};
}

static int
run_keyholder(void *arg, int ready_fd)
{
	const struct child_role *role = arg;
	struct generation *generation = role->generation;
	struct keyholder_setup setup = {
	    .terms = child_terms(generation, ready_fd),
	    .certificates = &generation->certificates,
	    .pair_count = generation->config.workers,
	};

	for (unsigned i = 0; i < generation->config.workers; i++)
		setup.pair_fds[i] = generation->pairs[i][0];
	return keyholder_run(&setup);
}

static int
run_search(void *arg, int ready_fd)
{
	const struct child_role *role = arg;
	struct generation *generation = role->generation;
	struct search_process_setup setup = {
	    .terms = child_terms(generation, ready_fd),
	    .pair_count = generation->config.workers,
	};

	for (unsigned i = 0; i < generation->config.workers; i++)
		setup.pair_fds[i] = generation->search_pairs[i][0];
	return search_process_run(&setup);
}

/* A worker's line to the search; -1 if there is none. */
static int
worker_search_fd(const struct generation *generation, unsigned index)
{
	return generation->search_pairs == NULL
		   ? -1
		   : generation->search_pairs[index][1];
}

static int
run_worker(void *arg, int ready_fd)
{
	const struct child_role *role = arg;
	struct generation *generation = role->generation;
	bool isolated = generation->config.key_isolation;
	struct worker_process_setup setup = {
	    .terms = child_terms(generation, ready_fd),
	    .certificates = &generation->certificates,
	    .tls = generation->tls,
	    .endpoints = &generation->endpoints,
	    .quota = generation->quota,
	    .index = role->index,
	    .counts_fd = worker_counts_fd(generation),
	    .speaks = role->index == 0,
	    .key_fd = isolated ? generation->pairs[role->index][1] : -1,
	    .search_fd = worker_search_fd(generation, role->index),
	};

	return worker_process_run(&setup);
}

/* The descriptors that every child keeps; how many. */
static size_t
keep_pipes(const struct generation *generation, int *keep)
{
	keep[0] = generation->pipes->lifeline_fd;
	keep[1] = generation->pipes->log_fd;
	keep[2] = generation->pipes->violation_fd;
	return 3;
}

static void
start(struct generation *generation, struct child *child,
    const struct child_plan *plan, uint64_t now_ms)
{
	struct log log = child_log(generation);
	char name[32];

	if (child_start(child, plan, now_ms) != 0)
		log_message(&log, "cannot start %s: %s",
		    generation_child_name(generation, child, name),
		    strerror(errno));
}

static void
start_keyholder(struct generation *generation, uint64_t now_ms)
{
	struct child_role role = {.generation = generation};
	int keep[CHILD_KEEP_MAX];
	struct child_plan plan = {
	    .keep = keep,
	    .keep_count = keep_pipes(generation, keep),
	    .run = run_keyholder,
	    .arg = &role,
	};

	for (unsigned i = 0; i < generation->config.workers; i++)
		keep[plan.keep_count++] = generation->pairs[i][0];
	start(generation, &generation->keyholder, &plan, now_ms);
}

static void
start_search(struct generation *generation, uint64_t now_ms)
{
	struct child_role role = {.generation = generation};
	int keep[CHILD_KEEP_MAX];
	struct child_plan plan = {
	    .keep = keep,
	    .keep_count = keep_pipes(generation, keep),
	    .run = run_search,
	    .arg = &role,
	};

	for (unsigned i = 0; i < generation->config.workers; i++)
		keep[plan.keep_count++] = generation->search_pairs[i][0];
	start(generation, &generation->search, &plan, now_ms);
}

static void
start_worker(struct generation *generation, unsigned index, uint64_t now_ms)
{
	struct child_role role = {.generation = generation, .index = index};
	int keep[CHILD_KEEP_MAX];
	struct child_plan plan = {
	    .keep = keep,
	    .keep_count = keep_pipes(generation, keep),
	    .run = run_worker,
	    .arg = &role,
	};
	const struct endpoints *endpoints = &generation->endpoints;

	keep[plan.keep_count++] = generation->pairs[index][1];
	keep[plan.keep_count++] = worker_counts_fd(generation);
	keep[plan.keep_count++] = worker_search_fd(generation, index);
	for (size_t i = 0;
	     i < endpoints->count && plan.keep_count < CHILD_KEEP_MAX; i++)
		keep[plan.keep_count++] = endpoints->items[i].socket.fd;
	start(generation, &generation->workers[index], &plan, now_ms);
}

uint64_t
generation_start_due(struct generation *generation, uint64_t now_ms)
{
	struct child *keyholder = &generation->keyholder;
	struct child *search = &generation->search;
	uint64_t next_ms;

	if (keyholder->due_ms != 0 && keyholder->due_ms <= now_ms)
		start_keyholder(generation, now_ms);
	if (search->due_ms != 0 && search->due_ms <= now_ms)
		start_search(generation, now_ms);
	next_ms = deadline_earlier(keyholder->due_ms, search->due_ms);
	for (unsigned i = 0; i < generation->config.workers; i++) {
		struct child *worker = &generation->workers[i];

		if (worker->due_ms != 0 && worker->due_ms <= now_ms)
			start_worker(generation, i, now_ms);
		next_ms = deadline_earlier(next_ms, worker->due_ms);
	}
	return next_ms;
}
