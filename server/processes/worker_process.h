/*
 * A worker as a child of the supervisor: it gets what signs for its
 * certificates, is confined, and then serves.
 */
#ifndef PROCESSES_WORKER_PROCESS_H
#define PROCESSES_WORKER_PROCESS_H

#include <stdbool.h>

#include "certificates.h"
#include "child_terms.h"
#include "endpoints.h"

struct quota;

/* What it is handed; all of it is borrowed. */
struct worker_process_setup {
	struct child_terms terms;
	struct certificates *certificates; /* without private keys */
	struct tls_context *tls;           /* theirs */
	const struct endpoints *endpoints;
	struct quota *quota; /* NULL: no address is limited */
	unsigned index;      /* among the workers that share it */
	bool speaks;         /* it logs what is the same for all workers */
	int key_fd;          /* the line to the keyholder; -1: load the keys */
	int search_fd;       /* the line to the search process; -1: none */
	int counts_fd; /* takes struct count_record; -1: nothing is counted */
};

/**
 * worker_process_run(setup):
 * Serve until told to end; see worker_run.  The exit status: 0, or 1 after
 * saying why in the log.
 */
int worker_process_run(struct worker_process_setup *setup);

#endif
