/*
 * How much one worker may take: its part of what is configured for all, and no
 * more connections than it has descriptors for.
 */
#ifndef WORKER_CAPACITY_H
#define WORKER_CAPACITY_H

#include <stddef.h>

struct config;

/**
 * capacity_share(total, config):
 * One worker's part of ${total}, rounded up.
 */
size_t capacity_share(unsigned total, const struct config *config);

/**
 * capacity_connections(config):
 * How many connections a worker takes at a time, 1 or more.  Raises the
 * process's limit of descriptors as far as it may.
 */
size_t capacity_connections(const struct config *config);

#endif
