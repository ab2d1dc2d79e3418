#include "deadlines.h"

#include <limits.h>

uint64_t
deadline_earlier(uint64_t a, uint64_t b)
{
	if (a == 0 || b == 0)
		return a + b;
	return a < b ? a : b;
}

void
deadlines_set(struct deadlines *deadlines, enum deadline what, uint64_t at_ms)
{
	deadlines->at_ms[what] = at_ms;
}

void
deadlines_advance(
    struct deadlines *deadlines, enum deadline what, uint64_t at_ms)
{
	deadlines->at_ms[what] =
	    deadline_earlier(deadlines->at_ms[what], at_ms);
}

bool
deadlines_take(struct deadlines *deadlines, enum deadline what, uint64_t now_ms)
{
	uint64_t at_ms = deadlines->at_ms[what];

	if (at_ms == 0 || at_ms > now_ms)
		return false;
	deadlines->at_ms[what] = 0;
	return true;
}

int
deadlines_wait_ms(const struct deadlines *deadlines, uint64_t now_ms)
{
	uint64_t next_ms = 0;

	for (int what = 0; what < DEADLINE_COUNT; what++)
		next_ms = deadline_earlier(next_ms, deadlines->at_ms[what]);
	if (next_ms == 0)
		return -1;
	if (next_ms <= now_ms)
		return 0;
	return next_ms - now_ms < INT_MAX ? (int)(next_ms - now_ms) : INT_MAX;
}
