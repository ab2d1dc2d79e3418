/*
 * The children of a generation as they are started: each gets what it needs of
 * it, and no more.
 */
#ifndef PROCESSES_GENERATION_START_H
#define PROCESSES_GENERATION_START_H

#include <stdint.h>

struct generation;

/**
 * generation_start_due(generation, now_ms):
 * Start the children that are due.  Return when the next one is, or 0.
 */
uint64_t generation_start_due(struct generation *generation, uint64_t now_ms);

#endif
