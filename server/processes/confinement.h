/*
 * Giving up what a child does not need: the user's rights, files, system calls.
 */
#ifndef PROCESSES_CONFINEMENT_H
#define PROCESSES_CONFINEMENT_H

#include "config.h"
#include "failure.h"
#include "sandbox.h"

struct user;

/**
 * confinement_mode(config): the sandbox's mode as configured.
 */
enum sandbox_mode confinement_mode(const struct config *config);

/**
 * confine(plan, user, report):
 * Become ${user} (NULL: stay who we are), then enter the sandbox as ${plan}
 * says, for good.  0, or -1 with a reason in ${report}: the process must end.
 */
int confine(const struct sandbox_plan *plan, const struct user *user,
    struct sandbox_report *report);

#endif
