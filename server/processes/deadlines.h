/*
 * What the supervisor has to do at a certain time, and when.
 *
 * It polls by hand, without libevent: what it holds its children inherit, and
 * they are to begin with little.  So its clock is this table.
 */
#ifndef PROCESSES_DEADLINES_H
#define PROCESSES_DEADLINES_H

#include <stdbool.h>
#include <stdint.h>

enum deadline {
	DEADLINE_KILL,     /* those that have not drained in time */
	DEADLINE_GIVE_UP,  /* waiting for a new generation */
	DEADLINE_RENEW,    /* read everything anew */
	DEADLINE_WATCHDOG, /* tell the service manager that we live */
	DEADLINE_COUNTS,   /* save them */
	DEADLINE_START,    /* the children that are due */
	DEADLINE_TRIM,     /* give back what start-up needed */
	DEADLINE_COUNT,
};

/* In ms, as loop_now_ms has them; 0: nothing to do.  Begin with {0}. */
struct deadlines {
	uint64_t at_ms[DEADLINE_COUNT];
};

/** deadline_earlier(a, b): the earlier of two times, of which 0 is never. */
uint64_t deadline_earlier(uint64_t a, uint64_t b);

/** deadlines_set(deadlines, what, at_ms): it is due then; 0: never. */
void deadlines_set(
    struct deadlines *deadlines, enum deadline what, uint64_t at_ms);

/** deadlines_advance(deadlines, what, at_ms): due then, or earlier as it was.
 */
void deadlines_advance(
    struct deadlines *deadlines, enum deadline what, uint64_t at_ms);

/**
 * deadlines_take(deadlines, what, now_ms):
 * Has its time come?  Then it is cleared.
 */
bool deadlines_take(
    struct deadlines *deadlines, enum deadline what, uint64_t now_ms);

/**
 * deadlines_wait_ms(deadlines, now_ms):
 * How long until the first is due, as poll wants it: -1 is for ever.
 */
int deadlines_wait_ms(const struct deadlines *deadlines, uint64_t now_ms);

#endif
