/*
 * A generation: the children that serve one reading of the configuration.
 *
 * A reload makes a new generation beside the old one; the old one serves until
 * the new one is ready, and then drains.
 */
#ifndef PROCESSES_GENERATION_H
#define PROCESSES_GENERATION_H

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>
#include <sys/types.h>

#include "certificates.h"
#include "child.h"
#include "config.h"
#include "endpoints.h"
#include "log.h"
#include "user.h"

/* What all children get from the supervisor. */
struct generation_pipes {
	int lifeline_fd;  /* ends with the supervisor */
	int log_fd;       /* takes log lines */
	int counts_fd;    /* takes struct count_record, from workers */
	int violation_fd; /* takes struct sandbox_violation */
};

struct quota;

enum generation_state {
	GENERATION_STARTING, /* not all children are ready yet */
	GENERATION_SERVING,
	GENERATION_DRAINING, /* finishing what is in flight */
};

struct generation {
	TAILQ_ENTRY(generation) next;
	enum generation_state state;
	struct config config;             /* owned */
	struct certificates certificates; /* without private keys */
	struct tls_context *tls;          /* theirs; workers give it the keys */
	struct endpoints endpoints;
	const struct generation_pipes *pipes;
	bool becomes_user; /* we are root: children become ${user} */
	struct user user;
	struct quota *quota; /* shared by the workers; NULL: no limits */
	int (*pairs)[2];     /* to the keyholder, one for each worker */
	struct child keyholder;
	int (*search_pairs)[2]; /* to the search process; NULL: there is none */
	struct child search;
	struct child *workers; /* config.workers of them */
};

/**
 * generation_open(config, old, pipes, log):
 * Prepare to serve ${config}, which is moved from: make certificates that are
 * missing, check them all, open the sockets, taking over those of ${old}
 * (NULL: none) that fit.  No child is started yet.  NULL after saying in
 * ${log} why not.
 */
struct generation *generation_open(struct config *config,
    const struct generation *old, const struct generation_pipes *pipes,
    struct log *log);

/** generation_free(generation): release it; its children must be gone. */
void generation_free(struct generation *generation);

/**
 * generation_collect_unready(generation, polled, room):
 * Add to ${polled}, which has ${room}, what tells that children are ready; how
 * many were added.
 */
nfds_t generation_collect_unready(
    struct generation *generation, struct pollfd *polled, nfds_t room);

/** generation_check_ready(generation): see which of these have told. */
void generation_check_ready(struct generation *generation);

/** generation_is_ready(generation): is every child of it ready? */
bool generation_is_ready(const struct generation *generation);

/**
 * generation_find(generation, pid):
 * The child with this ${pid}, or NULL.
 */
struct child *generation_find(struct generation *generation, pid_t pid);

/**
 * generation_child_died(generation, child, now_ms):
 * ${child} of it has been waited for: what it counted no longer counts.
 */
void generation_child_died(
    struct generation *generation, struct child *child, uint64_t now_ms);

/** generation_signal_workers(generation, signal): send it to all workers. */
void generation_signal_workers(const struct generation *generation, int signal);

/**
 * generation_drain(generation, signal):
 * It serves no new clients from now on: start no worker again, and send
 * ${signal} to those it has, which says how to end.  Keyholder and search stay,
 * and are started again if need be, as long as a client may need them.
 */
void generation_drain(struct generation *generation, int signal);

/**
 * generation_has_workers(generation):
 * Does a worker of it still run?
 */
bool generation_has_workers(const struct generation *generation);

/**
 * generation_end_helpers(generation):
 * Its workers have gone: end those that they asked.  True once these are gone
 * too.
 */
bool generation_end_helpers(const struct generation *generation);

/**
 * generation_child_name(generation, child, text):
 * Name a child for a log line: "worker 2", "keyholder", "search".
 */
const char *generation_child_name(const struct generation *generation,
    const struct child *child, char text[32]);

#endif
