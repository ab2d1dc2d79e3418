/*
 * What a child is confined to: who it is, and what of the sandbox must hold.
 */
#ifndef SANDBOX_SANDBOX_PLAN_H
#define SANDBOX_SANDBOX_PLAN_H

#include <stddef.h>
#include <stdint.h>

enum sandbox_role {
	SANDBOX_WORKER,    /* serves connections, reads beneath the roots */
	SANDBOX_KEYHOLDER, /* answers on its socket pairs; opens nothing */
	SANDBOX_SEARCH,    /* likewise, and reads beneath the roots */
};

enum sandbox_mode {
	SANDBOX_STRICT,      /* without Landlock or seccomp: fail */
	SANDBOX_BEST_EFFORT, /* as much as the kernel has */
	SANDBOX_OFF,         /* the limits alone */
};

/* The parts of the sandbox, as bits. */
enum sandbox_part {
	SANDBOX_LIMITS = 1,   /* no core, no tracing, no new privileges */
	SANDBOX_LANDLOCK = 2, /* files: reading beneath the roots only */
	SANDBOX_NO_TCP = 4,   /* Landlock 4: neither bind nor connect */
	SANDBOX_SECCOMP = 8,  /* system calls */
};

struct sandbox_plan {
	enum sandbox_role role;
	enum sandbox_mode mode;
	/* Directories that may be read, recursively; not by the keyholder. */
	const int *root_fds;
	size_t root_count;
	int violation_fd; /* where a forbidden call is told; -1: nowhere */
};

/*
 * A forbidden system call ends the process with this status, after it has
 * written a struct sandbox_violation to violation_fd.
 */
#define SANDBOX_VIOLATION_STATUS 159

struct sandbox_violation {
	int32_t pid;
	int32_t call; /* the number of the system call */
};

#endif
