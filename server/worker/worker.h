/*
 * A worker: one process, one loop, its connections.
 *
 * It takes connections from the listening sockets it was handed, and serves
 * them until it is told to drain.  It reads no configuration file and no key.
 */
#ifndef WORKER_WORKER_H
#define WORKER_WORKER_H

#include <stdbool.h>

#include "certificates.h"
#include "config.h"
#include "endpoints.h"
#include "log.h"

struct quota;
struct user;

/* What a worker is handed; all of it is borrowed. */
struct worker_setup {
	const struct config *config;
	struct certificates *certificates; /* without private keys */
	const struct endpoints *endpoints;
	struct quota *quota;     /* NULL: no address is limited */
	unsigned index;          /* among the workers that share it */
	const struct user *user; /* whom to become; NULL: stay who we are */
	struct log log;
	bool speaks;     /* it logs what is the same for all workers */
	int key_fd;      /* the line to the keyholder; -1: load the keys */
	int ready_fd;    /* one byte is written here once it serves */
	int lifeline_fd; /* its end means that the supervisor is gone */
	int counts_fd;   /* takes struct count_record; -1: nothing is counted */
	int violation_fd; /* where a forbidden system call is told */
};

/**
 * worker_run(setup):
 * Serve until SIGTERM (finish what is in flight, for the drain time at most),
 * SIGQUIT (the same without limit) or the end of the lifeline.  The exit
 * status: 0, or 1 after saying why in the log.
 */
int worker_run(const struct worker_setup *setup);

#endif
