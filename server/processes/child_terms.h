/*
 * What every child of the supervisor is handed, whatever it is to do.
 */
#ifndef PROCESSES_CHILD_TERMS_H
#define PROCESSES_CHILD_TERMS_H

#include "log.h"

struct config;
struct user;

/* All of it is borrowed. */
struct child_terms {
	const struct config *config;
	const struct user *user; /* whom to become; NULL: stay who we are */
	struct log log;
	int ready_fd;     /* one byte is written here once it does its work */
	int lifeline_fd;  /* its end means that the supervisor is gone */
	int violation_fd; /* where a forbidden system call is reported */
};

#endif
