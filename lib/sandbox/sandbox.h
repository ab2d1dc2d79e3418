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
#include "sandbox_plan.h"

/* What sandbox_enter has reached. */
struct sandbox_report {
	unsigned in_force;      /* bits of enum sandbox_part */
	struct failure failure; /* why not more; "" if nothing is missing */
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

#endif
