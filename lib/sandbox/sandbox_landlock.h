/*
 * Landlock: a process that can only read, and only beneath some directories.
 *
 * Source: landlock(7); the numbers are the kernel's and never change.
 */
#ifndef SANDBOX_SANDBOX_LANDLOCK_H
#define SANDBOX_SANDBOX_LANDLOCK_H

#include <stddef.h>

#include "failure.h"

/* From this version on, TCP bind and connect are denied too. */
#define SANDBOX_LANDLOCK_ABI_TCP 4

/**
 * sandbox_landlock_version():
 * The version the kernel has, 1 or more; 0 if it has none or it is disabled.
 */
int sandbox_landlock_version(void);

/**
 * sandbox_landlock_restrict(root_fds, root_count, failure):
 * Deny every access to files but reading files and directories beneath the
 * directories ${root_fds}, every TCP bind and connect, and signals to
 * processes outside, as far as the kernel's version knows them.  Files that
 * are open stay open.  Needs no_new_privs.
 *
 * 0, or -1 with errno and a reason; ENOSYS or EOPNOTSUPP where the kernel has
 * no Landlock.
 */
int sandbox_landlock_restrict(
    const int *root_fds, size_t root_count, struct failure *failure);

#endif
