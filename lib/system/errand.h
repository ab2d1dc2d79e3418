/*
 * An errand: something done in a short-lived process of its own, so that no
 * trace of it stays in our memory.
 *
 * OpenSSL does not wipe all that it makes while it reads a private key, and
 * what a process has in its memory its later children have too.  Hence a
 * process that will fork workers handles keys on errands only.
 */
#ifndef SYSTEM_ERRAND_H
#define SYSTEM_ERRAND_H

#include <stddef.h>

#include "failure.h"

/**
 * errand_run(task, work, size, failure):
 * Fork, call task(work, failure) in the child, and wait.  ${work}, of ${size}
 * bytes, goes there and back: what the task writes in it the caller finds
 * afterwards.
 *
 * What the task returned, 0 or -1, with its errno and reason; also -1 if there
 * was no child, or if it died.
 */
int errand_run(int (*task)(void *work, struct failure *failure), void *work,
    size_t size, struct failure *failure);

#endif
