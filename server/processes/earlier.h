/*
 * Times at which something is to be done, of which 0 is never.
 */
#ifndef SERVER_EARLIER_H
#define SERVER_EARLIER_H

#include <stdint.h>

/** earlier(a, b): the earlier of two times, of which 0 is never. */
static inline uint64_t
earlier(uint64_t a, uint64_t b)
{
	if (a == 0 || b == 0)
		return a + b;
	return a < b ? a : b;
}

#endif
