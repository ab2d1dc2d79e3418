/*
 * A worker: one loop and its connections.
 *
 * It takes clients from the sockets it was handed, and serves them until it is
 * told to drain.  It forks nothing, reads no configuration file and no key, and
 * is confined by its caller between worker_new and worker_run.
 */
#ifndef WORKER_WORKER_H
#define WORKER_WORKER_H

#include <stdbool.h>
#include <stddef.h>

#include "config.h"
#include "doors.h"
#include "failure.h"
#include "log.h"

struct quota;
struct tls_context;
struct worker;

/* What a worker is handed; all of it is borrowed, and outlives it. */
struct worker_setup {
	const struct config *config;
	struct tls_context *tls; /* terms and certificates, ready to sign */
	const struct door_socket *sockets;
	size_t socket_count;
	struct quota *quota; /* NULL: no address is limited */
	unsigned index;      /* among the workers that share it */
	struct log log;
	bool speaks;     /* it logs what is the same for all workers */
	int lifeline_fd; /* its end means that the supervisor is gone */
	int counts_fd;   /* takes struct count_record; -1: nothing is counted */
	int search_fd;   /* the line to the search process; -1: none */
};

/**
 * worker_new(setup, failure):
 * Open all that serving needs: afterwards the process may be confined.  NULL
 * with a failure.  Released by worker_free; NULL is legal.
 */
struct worker *worker_new(
    const struct worker_setup *setup, struct failure *failure);
void worker_free(struct worker *worker);

/**
 * worker_readable_fds(worker, count):
 * The directories it must be able to read, ${count} of them, in memory that the
 * caller frees; NULL without memory.
 */
int *worker_readable_fds(const struct worker *worker, size_t *count);

/**
 * worker_serve(worker, failure):
 * Let clients in, from the next call of worker_run on.  Says in the log which
 * capsules are closed.  0, or -1 with a failure.
 */
int worker_serve(struct worker *worker, struct failure *failure);

/**
 * worker_run(worker):
 * Serve until SIGTERM (finish what is in flight, for the drain time at most),
 * SIGQUIT (the same without limit) or the end of the lifeline.  0, or -1 if the
 * loop failed or TLS is broken, so that another worker has to take its place.
 */
int worker_run(struct worker *worker);

#endif
