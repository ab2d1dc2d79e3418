#include "rush.h"

#include "conn_shared.h"
#include "doors.h"
#include "memory_trim.h"
#include "tls_memory.h"

/* A rush is so many connections at a time; it is over at a quarter of them. */
#define RUSH_MIN 64
#define RUSH_OVER(peak) ((peak) / 4)

/* Time for the next rush, which would need the same memory again. */
#define TIDY_AFTER_MS 2000

static bool
is_over(const struct doors *doors)
{
	return doors->peak >= RUSH_MIN &&
	       doors->conns->count <= RUSH_OVER(doors->peak);
}

static void
give_back(void *arg)
{
	struct rush *rush = arg;

	rush->doors->peak = rush->doors->conns->count;
	tls_memory_release();
	memory_trim();
}

void
rush_init(struct rush *rush, struct loop *loop, struct doors *doors)
{
	rush->doors = doors;
	loop_timer_init(&rush->tidy, loop, give_back, rush);
}

int
rush_expect_end(struct rush *rush)
{
	return loop_timer_set(&rush->tidy, TIDY_AFTER_MS);
}

void
rush_look(struct rush *rush)
{
	if (is_over(rush->doors) && !loop_timer_is_set(&rush->tidy))
		loop_timer_set(&rush->tidy, TIDY_AFTER_MS);
}
