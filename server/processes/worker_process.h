/*
 * A worker as a child of the supervisor: it gets what signs for its
 * certificates, is confined, and then serves.
 */
#ifndef PROCESSES_WORKER_PROCESS_H
#define PROCESSES_WORKER_PROCESS_H

#include <stdbool.h>

#include "certificates.h"
#include "config.h"
#include "endpoints.h"
#include "log.h"

struct quota;
struct user;

/* What it is handed; all of it is borrowed. */
struct worker_process_setup {
	const struct config *config;
	struct certificates *certificates; /* without private keys */
	struct tls_context *tls;           /* theirs */
	const struct endpoints *endpoints;
	struct quota *quota;     /* NULL: no address is limited */
	unsigned index;          /* among the workers that share it */
	const struct user *user; /* whom to become; NULL: stay who we are */
	struct log log;
	bool speaks;     /* it logs what is the same for all workers */
	int key_fd;      /* the line to the keyholder; -1: load the keys */
	int search_fd;   /* the line to the search process; -1: none */
	int ready_fd;    /* one byte is written here once it serves */
	int lifeline_fd; /* its end means that the supervisor is gone */
	int counts_fd;   /* takes struct count_record; -1: nothing is counted */
	int violation_fd; /* where a forbidden system call is reported */
};

/**
 * worker_process_run(setup):
 * Serve until told to end; see worker_run.  The exit status: 0, or 1 after
 * saying why in the log.
 */
int worker_process_run(struct worker_process_setup *setup);

#endif
