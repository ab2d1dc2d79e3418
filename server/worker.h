/*
 * A worker: one process, one loop, its connections.
 *
 * It takes connections from the listening sockets it was handed, and serves
 * them until it is told to drain.  It reads no configuration file and no key.
 */
#ifndef SERVER_WORKER_H
#define SERVER_WORKER_H

#include <stddef.h>

#include "certificates.h"
#include "config.h"
#include "listener.h"
#include "log.h"

/* A socket that clients connect to. */
struct listening {
	enum config_protocol protocol;
	struct listener_socket socket;
};

/* What a worker is handed; all of it is borrowed. */
struct worker_setup {
	const struct config *config;
	const struct certificates *certificates;
	const struct listening *listening;
	size_t listening_count;
	struct log log;
	int ready_fd;    /* one byte is written here once it serves */
	int lifeline_fd; /* its end means that the supervisor is gone */
};

/**
 * worker_run(setup):
 * Serve until SIGTERM (finish what is in flight, for the drain time at most),
 * SIGQUIT (the same without limit) or the end of the lifeline.  The exit
 * status: 0, or 1 after saying why in the log.
 */
int worker_run(const struct worker_setup *setup);

#endif
