/*
 * seccomp: the system calls a process has left.
 *
 * All others end it, after it has told which one it was.
 */
#ifndef SANDBOX_SANDBOX_SECCOMP_H
#define SANDBOX_SANDBOX_SECCOMP_H

#include "failure.h"
#include "sandbox_plan.h"

/**
 * sandbox_seccomp_restrict(role, violation_fd, failure):
 * Allow this process only what ${role} needs, from now on.  Any other call
 * writes a struct sandbox_violation to ${violation_fd} (-1: nowhere) and ends
 * the process with SANDBOX_VIOLATION_STATUS.  0, or -1 with errno and a
 * reason: the kernel has no seccomp.
 */
int sandbox_seccomp_restrict(
    enum sandbox_role role, int violation_fd, struct failure *failure);

/**
 * sandbox_seccomp_describe(violation, text):
 * Name the forbidden call, for a log line.
 */
void sandbox_seccomp_describe(
    const struct sandbox_violation *violation, struct failure *text);

#endif
