/*
 * Confining a child for good: what it cannot do, a bug in it cannot do.
 *
 * Three layers, each on its own worth having: process limits, Landlock (which
 * files) and seccomp (which system calls).  A kernel may lack the last two;
 * the caller decides whether that is acceptable, and says so.
 *
 * A program built with a sanitizer, or with LOZENGE_NO_SANDBOX defined, has
 * neither Landlock nor seccomp and stays dumpable: the sanitizers and the
 * coverage writer open files, start threads and trace their own process when
 * it ends.  Such a build is for tests; it reports the parts as missing, and
 * accepts that even if the mode is strict.
 */
#ifndef SANDBOX_SANDBOX_H
#define SANDBOX_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "failure.h"

enum sandbox_role {
	SANDBOX_WORKER,    /* serves connections, reads beneath the roots */
	SANDBOX_KEYHOLDER, /* answers on its socket pairs; opens nothing */
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
	const int *root_fds; /* directories a worker may read, recursively */
	size_t root_count;
	int violation_fd; /* where a forbidden call is told; -1: nowhere */
};

/* What sandbox_enter has reached. */
struct sandbox_report {
	unsigned in_force;      /* bits of enum sandbox_part */
	struct failure failure; /* why not more; "" if nothing is missing */
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

/**
 * sandbox_limit():
 * Set the limits alone, which sandbox_enter sets too: for a process that has
 * secrets before it can be confined.  0, or -1 with errno.
 */
int sandbox_limit(void);

/**
 * sandbox_enter(plan, report):
 * Confine this process, which has one thread, for good.  It must already be
 * the user it is to stay, and have opened all that lies outside the roots.
 *
 * 0, with ${report} filled; -1 with errno and a reason in ${report} if a limit
 * could not be set or, in strict mode, Landlock or seccomp are missing: the
 * process is then to end.
 */
int sandbox_enter(
    const struct sandbox_plan *plan, struct sandbox_report *report);

/** sandbox_is_built_in(): false in the test builds described above. */
bool sandbox_is_built_in(void);

/**
 * sandbox_describe(report, text):
 * Write which parts are in force, for a log line: "limits, Landlock, no TCP,
 * seccomp".
 */
void sandbox_describe(
    const struct sandbox_report *report, struct failure *text);

#endif
