/*
 * Memory that start-up or a rush of clients took is given back, when it has
 * passed.
 */
#ifndef WORKER_RUSH_H
#define WORKER_RUSH_H

#include "loop.h"

struct doors;

struct rush {
	struct doors *doors; /* borrowed: how many are inside, and were */
	struct loop_timer tidy;
};

/** rush_init(rush, loop, doors): nothing is to be given back yet. */
void rush_init(struct rush *rush, struct loop *loop, struct doors *doors);

/**
 * rush_expect_end(rush):
 * The start is done: give back what it took, in a while.  0, or -1 without
 * memory.
 */
int rush_expect_end(struct rush *rush);

/** rush_look(rush): a client has left: was it one of the last of many? */
void rush_look(struct rush *rush);

#endif
