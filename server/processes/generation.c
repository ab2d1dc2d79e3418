#include "generation.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "signing_service.h"
#include "quota.h"
#include "search_channel.h"
#include "search_process.h"

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

/* Made here and not by each worker: it takes longer than all else they do. */
static int
open_tls(struct generation *generation, struct failure *failure)
{
	generation->tls = certificates_context(
	    &generation->certificates, &generation->config, failure);
	return generation->tls == NULL ? -1 : 0;
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
		&failure) != 0 ||
	    open_tls(generation, &failure) != 0 ||
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
	tls_context_free(generation->tls);
	certificates_free(&generation->certificates);
	free(generation->workers);
	config_free(&generation->config);
	free(generation);
}

/* ---------- children ---------- */

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
