/*
 * The keyholder as a child of the supervisor: it loads the private keys, is
 * confined, and then signs until the supervisor is gone.
 */
#ifndef PROCESSES_KEYHOLDER_H
#define PROCESSES_KEYHOLDER_H

#include <stddef.h>

#include "certificates.h"
#include "child_terms.h"
#include "signing_service.h"

/* What it is handed; all of it is borrowed. */
struct keyholder_setup {
	struct child_terms terms;
	struct certificates *certificates; /* without private keys */
	int pair_fds[SIGNING_PAIRS_MAX];
	size_t pair_count;
};

/**
 * keyholder_run(setup):
 * Hold the keys.  The exit status: 0, or 1 after saying why in the log.
 */
int keyholder_run(struct keyholder_setup *setup);

#endif
