/*
 * Giving up what a child does not need: the user's rights, files, system calls.
 */
#ifndef PROCESSES_CONFINEMENT_H
#define PROCESSES_CONFINEMENT_H

#include "config.h"
#include "failure.h"
#include "sandbox.h"

struct child_terms;

/**
 * confinement_mode(config): the sandbox's mode as configured.
 */
enum sandbox_mode confinement_mode(const struct config *config);

/**
 * confine(terms, role, roots, root_count, failure):
 * Become the user of the ${terms}, then enter the sandbox, for good; of files,
 * only those beneath the directories ${roots} can be read.  0, with what the
 * sandbox lacks, or "", in ${failure}; -1 with a reason: the process must end.
 */
int confine(const struct child_terms *terms, enum sandbox_role role,
    const int *roots, size_t root_count, struct failure *failure);

#endif
