/*
 * Times at which something is to be done, of which 0 is never.
 */
#ifndef PROCESSES_DEADLINE_H
#define PROCESSES_DEADLINE_H

#include <stdint.h>

/** deadline_earlier(a, b): the earlier of two times, of which 0 is never. */
static inline uint64_t
deadline_earlier(uint64_t a, uint64_t b)
{
	if (a == 0 || b == 0)
		return a + b;
	return a < b ? a : b;
}

#endif
