#include "conn_reply.h"

#include <sys/socket.h>

#include "conn_state.h"
#include "count_keeper.h"
#include "count_record.h"
#include "log_address.h"
#include "tls.h"

/* The kernel has all of the reply: end the connection as fits it. */
static void
conn_reply_sent(struct conn *conn)
{
	/* Nothing more can come from a plain client that has sent its line and
	 * nothing else, so closing at once does no harm. */
	if (conn->tls == NULL && conn->protocol == CONFIG_GOPHER &&
	    !conn->lingers) {
		shutdown(conn->fd, SHUT_WR);
		conn_close(conn);
	} else {
		conn_begin_closing(conn);
	}
}

/* One more for the page that is served, if the host counts them. */
static void
conn_count(struct conn *conn, const struct reply *reply)
{
	struct conn_shared *shared = conn->shared;
	struct count_record record;

	if (shared->counts_fd >= 0 &&
	    count_record_fill(&record, conn->protocol, reply->status,
		reply->path, count_record_today()) &&
	    !count_keeper_send(shared->counts_fd, &record))
		shared->uncounted++;
}

/* What is kept of a request: by default a number. */
static void
conn_record(struct conn *conn, const struct reply *reply)
{
	struct conn_shared *shared = conn->shared;
	char from[LOG_ADDRESS_BYTES];

	shared->request_count++;
	unknown_hosts_note(&shared->unknown_hosts, reply->unknown_host,
	    shared->log, loop_now_ms());
	conn_count(conn, reply);
	log_request(shared->log,
	    conn->protocol == CONFIG_GEMINI ? "gemini" : "gopher",
	    reply->status, reply->path,
	    reply->head.len + (unsigned long long)reply->file_size,
	    log_address(from, shared->config->log_address, &conn->address));
}

void
conn_reply(struct conn *conn, const struct reply *reply)
{
	struct conn_shared *shared = conn->shared;
	uint64_t window_ms = shared->config->progress_window_ms;

	conn_record(conn, reply);
	conn_enter(conn, CONN_REPLY);
	if (conn->tls != NULL)
		tls_pad(conn->tls, shared->config->padding);
	loop_timer_set(&conn->timer,
	    progress_start(&conn->progress, window_ms, loop_now_ms()));
	conn_after_send(conn, sender_start(&conn->sender, reply, conn->tls),
	    conn_reply_sent);
}

void
conn_continue_reply(struct conn *conn)
{
	conn_after_send(conn, sender_continue(&conn->sender), conn_reply_sent);
}

void
conn_check_progress(struct conn *conn)
{
	uint64_t wait_ms = progress_update(
	    &conn->progress, sender_confirmed(&conn->sender), loop_now_ms());

	if (wait_ms == 0)
		conn_cut(conn);
	else
		loop_timer_set(&conn->timer, wait_ms);
}
