/*
 * A child process of the supervisor: started, waited for until it is ready,
 * and started again when it dies.
 */
#ifndef PROCESSES_CHILD_H
#define PROCESSES_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct child {
	pid_t pid;    /* 0: it does not run */
	int ready_fd; /* readable when it is ready or gone; -1: no longer */
	bool ready;
	uint64_t started_ms;
	uint64_t due_ms;   /* when to start it again; 0: not to be started */
	unsigned failures; /* early deaths in a row */
};

/* What a child does. */
struct child_plan {
	const int *keep; /* descriptors it needs, beside the standard ones */
	size_t keep_count;
	/* Its life: returns the exit status; one byte to ready_fd when ready.
	 */
	int (*run)(void *arg, int ready_fd);
	void *arg;
};

/* The most descriptors a child may be given. */
#define CHILD_KEEP_MAX 512

/** child_init(child): it does not run yet. */
void child_init(struct child *child);

/**
 * child_start(child, plan, now_ms):
 * Fork it.  It starts with default signal handling and without any descriptor
 * that it does not need.  0, or -1 with errno; then it is due again soon.
 */
int child_start(
    struct child *child, const struct child_plan *plan, uint64_t now_ms);

/**
 * child_check_ready(child):
 * Its ready_fd is readable: is it ready?  False if it has gone instead.
 */
bool child_check_ready(struct child *child);

/**
 * child_died(child, now_ms):
 * It has been waited for.  It is due again at once, or after a growing pause if
 * it died within half a second of its start.
 */
void child_died(struct child *child, uint64_t now_ms);

#endif
