/*
 * The keyholder as a child of the supervisor: it loads the private keys, is
 * confined, and then signs until the supervisor is gone.
 */
#ifndef PROCESSES_KEYHOLDER_H
#define PROCESSES_KEYHOLDER_H

#include <stddef.h>

#include "certificates.h"
#include "config.h"
#include "signing_service.h"
#include "log.h"

struct user;

/* What it is handed; all of it is borrowed. */
struct keyholder_setup {
	const struct config *config;
	struct certificates *certificates; /* without private keys */
	const struct user *user; /* whom to become; NULL: stay who we are */
	struct log log;
	int pair_fds[SIGNING_PAIRS_MAX];
	size_t pair_count;
	int ready_fd;     /* one byte is written here once it signs */
	int lifeline_fd;  /* its end means that the supervisor is gone */
	int violation_fd; /* where a forbidden system call is told */
};

/**
 * keyholder_run(setup):
 * Hold the keys.  The exit status: 0, or 1 after saying why in the log.
 */
int keyholder_run(struct keyholder_setup *setup);

#endif
