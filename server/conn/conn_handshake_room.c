#include "conn_handshake_room.h"

#include "conn_handshake.h"
#include "conn_state.h"
#include "loop.h"

/* A handshake at least this old makes way for a new one when all are taken. */
#define HANDSHAKE_PATIENCE_MS 1000

/*
 * Those that wait may look for room when the oldest handshake has taken too
 * long, at the latest.  A look that is due already is not put off: however
 * many new clients come, it takes place.
 */
static void
conn_admit_in_time(struct conn_shared *shared)
{
	const struct conn *oldest = TAILQ_FIRST(&shared->handshaking);
	uint64_t age_ms =
	    oldest == NULL ? 0 : loop_now_ms() - oldest->handshake_ms;

	if (!loop_timer_is_set(&shared->room_timer))
		loop_timer_set(
		    &shared->room_timer, age_ms < HANDSHAKE_PATIENCE_MS
					     ? HANDSHAKE_PATIENCE_MS - age_ms
					     : 0);
}

static bool
has_room(const struct conn_shared *shared)
{
	return shared->handshake_count < shared->handshake_limit;
}

/* Make room by ending the handshake that has taken longest, if too long. */
static bool
make_room(struct conn_shared *shared)
{
	struct conn *oldest = TAILQ_FIRST(&shared->handshaking);

	if (oldest == NULL ||
	    loop_now_ms() - oldest->handshake_ms < HANDSHAKE_PATIENCE_MS)
		return false;
	conn_close(oldest);
	return true;
}

void
conn_admit_waiting(void *arg)
{
	struct conn_shared *shared = arg;
	struct conn *conn;

	while ((conn = TAILQ_FIRST(&shared->waiting)) != NULL) {
		if (!has_room(shared) && !make_room(shared)) {
			conn_admit_in_time(shared);
			return;
		}
		conn_start_kept_tls(conn);
	}
}

void
conn_take_whole_hello(struct conn *conn, struct span fresh)
{
	struct conn_shared *shared = conn->shared;

	if (TAILQ_EMPTY(&shared->waiting) && has_room(shared)) {
		if (conn->kept.len == 0)
			conn_start_tls(conn, fresh);
		else
			conn_start_kept_tls(conn);
		return;
	}
	if (conn->kept.len == 0)
		buffer_append(&conn->kept, fresh);
	if (conn->kept.failed) {
		conn_close(conn);
		return;
	}
	conn_enter(conn, CONN_WAITING);
	loop_watch_set(&conn->watch, 0);
	conn_admit_in_time(shared);
}
