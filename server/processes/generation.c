#include "generation.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "deadlines.h"
#include "signing_service.h"
#include "keyholder.h"
#include "quota.h"
#include "search_channel.h"
#include "search_process.h"
#include "worker_process.h"

/* ---------- opening ---------- */

/* A pair for each worker, made by ${make}. */
static int
make_pairs(int (**pairs)[2], unsigned count, int (*make)(int fds[2]),
    struct failure *failure)
{
	*pairs = calloc(count, sizeof **pairs);
	if (*pairs == NULL)
		return failure_set(failure, ENOMEM, "out of memory");
	for (unsigned i = 0; i < count; i++)
		(*pairs)[i][0] = (*pairs)[i][1] = -1;
	for (unsigned i = 0; i < count; i++) {
		if (make((*pairs)[i]) != 0)
			return failure_set(failure, errno,
			    "cannot make a socket pair: %s", strerror(errno));
	}
	return 0;
}

static int
open_pairs(struct generation *generation, struct failure *failure)
{
	unsigned count = generation->config.workers;

	if (make_pairs(
		&generation->pairs, count, signing_service_pair, failure) != 0)
		return -1;
	if (!search_process_is_wanted(&generation->config))
		return 0;
	generation->search.due_ms = 1;
	return make_pairs(
	    &generation->search_pairs, count, search_channel_pair, failure);
}

/* What the workers share; nothing where no address is limited. */
static int
open_quota(struct generation *generation, struct failure *failure)
{
	const struct config *config = &generation->config;
	const struct quota_plan plan = {
	    .workers = config->workers,
	    .connections = config->connections / config->workers + 1,
	    .per_address = config->connections_per_address,
	    .rate = config->rate,
	};

	if (plan.per_address == 0 && plan.rate == 0)
		return 0;
	generation->quota = quota_new(&plan);
	if (generation->quota == NULL)
		return failure_set(
		    failure, errno, "cannot share memory: %s", strerror(errno));
	return 0;
}

static int
find_user(struct generation *generation, struct failure *failure)
{
	generation->becomes_user = geteuid() == 0;
	if (!generation->becomes_user)
		return 0;
	return user_find(&generation->user, generation->config.user, failure);
}

/* All children are due at once. */
static int
plan_children(struct generation *generation, struct failure *failure)
{
	unsigned count = generation->config.workers;

	child_init(&generation->keyholder);
	child_init(&generation->search);
	if (generation->config.key_isolation)
		generation->keyholder.due_ms = 1;
	generation->workers = calloc(count, sizeof *generation->workers);
	if (generation->workers == NULL)
		return failure_set(failure, ENOMEM, "out of memory");
	for (unsigned i = 0; i < count; i++) {
		child_init(&generation->workers[i]);
		generation->workers[i].due_ms = 1;
	}
	return 0;
}

struct generation *
generation_open(struct config *config, const struct generation *old,
    const struct generation_pipes *pipes, struct log *log)
{
	struct generation *generation = calloc(1, sizeof *generation);
	struct failure failure = {.text = ""};

	if (generation == NULL) {
		log_message(log, "out of memory");
		config_free(config);
		return NULL;
	}
	generation->config = *config;
	generation->pipes = pipes;
	if (certificates_ensure(&generation->config, log, &failure) != 0 ||
	    certificates_load(&generation->certificates, &generation->config,
		CERTIFICATES_PUBLIC, &failure) != 0 ||
	    find_user(generation, &failure) != 0 ||
	    plan_children(generation, &failure) != 0 ||
	    open_pairs(generation, &failure) != 0 ||
	    open_quota(generation, &failure) != 0 ||
	    endpoints_open(&generation->endpoints, &generation->config,
		old == NULL ? NULL : &old->endpoints, log, &failure) != 0) {
		log_message(log, "%s", failure.text);
		goto free_generation;
	}
	return generation;

free_generation:
	generation_free(generation);
	return NULL;
}

static void
close_pairs(int (*pairs)[2], unsigned count)
{
	for (unsigned i = 0; pairs != NULL && i < count; i++) {
		for (int end = 0; end < 2; end++) {
			if (pairs[i][end] >= 0)
				close(pairs[i][end]);
		}
	}
	free(pairs);
}

void
generation_free(struct generation *generation)
{
	if (generation == NULL)
		return;
	close_pairs(generation->pairs, generation->config.workers);
	close_pairs(generation->search_pairs, generation->config.workers);
	quota_free(generation->quota);
	endpoints_close(&generation->endpoints);
	certificates_free(&generation->certificates);
	free(generation->workers);
	config_free(&generation->config);
	free(generation);
}

/* ---------- children ---------- */

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

static const struct user *
child_user(const struct generation *generation)
{
	return generation->becomes_user ? &generation->user : NULL;
}

static int
run_keyholder(void *arg, int ready_fd)
{
	const struct child_role *role = arg;
	struct generation *generation = role->generation;
	struct keyholder_setup setup = {
	    .config = &generation->config,
	    .user = child_user(generation),
	    .log = child_log(generation),
	    .pair_count = generation->config.workers,
	    .ready_fd = ready_fd,
	    .lifeline_fd = generation->pipes->lifeline_fd,
	    .violation_fd = generation->pipes->violation_fd,
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
	    .config = &generation->config,
	    .user = child_user(generation),
	    .log = child_log(generation),
	    .pair_count = generation->config.workers,
	    .ready_fd = ready_fd,
	    .lifeline_fd = generation->pipes->lifeline_fd,
	    .violation_fd = generation->pipes->violation_fd,
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
	    .config = &generation->config,
	    .certificates = &generation->certificates,
	    .endpoints = &generation->endpoints,
	    .quota = generation->quota,
	    .index = role->index,
	    .user = child_user(generation),
	    .log = child_log(generation),
	    .counts_fd = worker_counts_fd(generation),
	    .speaks = role->index == 0,
	    .key_fd = isolated ? generation->pairs[role->index][1] : -1,
	    .search_fd = worker_search_fd(generation, role->index),
	    .ready_fd = ready_fd,
	    .lifeline_fd = generation->pipes->lifeline_fd,
	    .violation_fd = generation->pipes->violation_fd,
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

const char *
generation_child_name(const struct generation *generation,
    const struct child *child, char text[32])
{
	if (child == &generation->keyholder)
		snprintf(text, 32, "keyholder");
	else if (child == &generation->search)
		snprintf(text, 32, "search");
	else
		snprintf(text, 32, "worker %td", child - generation->workers);
	return text;
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

/* Children beside the workers. */
#define HELPERS 2

/* Child number ${index}; those beside the workers come first. */
static struct child *
child_at(struct generation *generation, unsigned index)
{
	if (index == 0)
		return &generation->keyholder;
	if (index == 1)
		return &generation->search;
	return &generation->workers[index - HELPERS];
}

static unsigned
count_children(const struct generation *generation)
{
	return HELPERS + generation->config.workers;
}

nfds_t
generation_collect_unready(
    struct generation *generation, struct pollfd *polled, nfds_t room)
{
	nfds_t count = 0;

	for (unsigned i = 0; i < count_children(generation) && count < room;
	     i++) {
		int fd = child_at(generation, i)->ready_fd;

		if (fd >= 0)
			polled[count++] =
			    (struct pollfd){.fd = fd, .events = POLLIN};
	}
	return count;
}

void
generation_check_ready(struct generation *generation)
{
	for (unsigned i = 0; i < count_children(generation); i++) {
		struct child *child = child_at(generation, i);
		struct pollfd polled = {
		    .fd = child->ready_fd, .events = POLLIN};

		if (child->ready_fd >= 0 && poll(&polled, 1, 0) > 0)
			child_check_ready(child);
	}
}

/* A search that fails at its start holds up no one who wants a page. */
static bool
is_search_settled(const struct generation *generation)
{
	return generation->search_pairs == NULL || generation->search.ready ||
	       generation->search.failures > 0;
}

bool
generation_is_ready(const struct generation *generation)
{
	if (generation->config.key_isolation && !generation->keyholder.ready)
		return false;
	if (!is_search_settled(generation))
		return false;
	for (unsigned i = 0; i < generation->config.workers; i++) {
		if (!generation->workers[i].ready)
			return false;
	}
	return true;
}

struct child *
generation_find(struct generation *generation, pid_t pid)
{
	for (unsigned i = 0; i < count_children(generation); i++) {
		if (child_at(generation, i)->pid == pid)
			return child_at(generation, i);
	}
	return NULL;
}

void
generation_child_died(
    struct generation *generation, struct child *child, uint64_t now_ms)
{
	child_died(child, now_ms);
	if (child != &generation->keyholder && child != &generation->search &&
	    generation->quota != NULL)
		quota_clear(
		    generation->quota, (unsigned)(child - generation->workers));
}

void
generation_signal_workers(const struct generation *generation, int signal)
{
	for (unsigned i = 0; i < generation->config.workers; i++) {
		if (generation->workers[i].pid != 0)
			kill(generation->workers[i].pid, signal);
	}
}

void
generation_drain(struct generation *generation, int signal)
{
	generation->state = GENERATION_DRAINING;
	for (unsigned i = 0; i < generation->config.workers; i++)
		generation->workers[i].due_ms = 0;
	generation_signal_workers(generation, signal);
}

bool
generation_has_workers(const struct generation *generation)
{
	for (unsigned i = 0; i < generation->config.workers; i++) {
		if (generation->workers[i].pid != 0)
			return true;
	}
	return false;
}

bool
generation_end_helpers(const struct generation *generation)
{
	const struct child *helpers[HELPERS] = {
	    &generation->keyholder, &generation->search};
	bool are_gone = true;

	for (size_t i = 0; i < HELPERS; i++) {
		if (helpers[i]->pid == 0)
			continue;
		kill(helpers[i]->pid, SIGKILL);
		are_gone = false;
	}
	return are_gone;
}
