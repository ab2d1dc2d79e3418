#include "conn.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "admission.h"
#include "conn_first_bytes.h"
#include "conn_handshake.h"
#include "conn_handshake_room.h"
#include "conn_reply.h"
#include "conn_request.h"
#include "conn_search.h"
#include "conn_state.h"
#include "tls.h"

/* After a refusal: bytes read and thrown away before the client is cut off. */
#define DISCARD_MAX (4 << 20)

void
conn_shared_init(struct conn_shared *shared)
{
	TAILQ_INIT(&shared->all);
	TAILQ_INIT(&shared->handshaking);
	TAILQ_INIT(&shared->waiting);
	TAILQ_INIT(&shared->searching);
	loop_timer_init(
	    &shared->room_timer, shared->loop, conn_admit_waiting, shared);
}

void
conn_shared_free(struct conn_shared *shared)
{
	loop_timer_clear(&shared->room_timer);
	buffer_free(&shared->room.plain);
	buffer_free(&shared->room.out);
}

/* ---------- events ---------- */

static void
conn_received(struct conn *conn, struct span bytes)
{
	switch (conn->state) {
	case CONN_PROXY:
		conn_take_proxy(conn, bytes);
		break;
	case CONN_HELLO:
		conn_take_hello(conn, bytes);
		break;
	case CONN_HANDSHAKE:
		conn_take_tls(conn, bytes);
		break;
	case CONN_REQUEST:
		if (conn->tls != NULL)
			conn_take_tls(conn, bytes);
		else if (conn_take_request(conn, bytes))
			conn_wait_for_rest(conn);
		break;
	case CONN_WAITING:
	case CONN_SEARCH:
	case CONN_REPLY:
	case CONN_CLOSING:
		break;
	}
}

/* The client has ended its side. */
static void
conn_ended(struct conn *conn)
{
	if (conn->state == CONN_REQUEST)
		conn_request_ended(conn);
	else
		conn_close(conn);
}

static bool
has_said_nothing(const struct conn *conn)
{
	return (conn->state == CONN_PROXY || conn->state == CONN_HELLO) &&
	       conn->kept.len == 0;
}

/* How long the first thing the client has to do may take. */
static uint64_t
hello_timeout_ms(const struct conn *conn)
{
	const struct config *config = conn->shared->config;

	return conn->protocol == CONFIG_GEMINI ? config->handshake_timeout_ms
					       : config->request_timeout_ms;
}

/* Of a hello no more is taken than may be kept; the rest waits outside. */
static size_t
room_for_input(const struct conn *conn)
{
	return conn->state == CONN_HELLO ? CONN_HELLO_BYTES - conn->kept.len
					 : sizeof conn->shared->input;
}

static void
conn_receive(struct conn *conn)
{
	struct conn_shared *shared = conn->shared;
	ssize_t count = recv(conn->fd, shared->input, room_for_input(conn), 0);

	if (count > 0) {
		conn_received(
		    conn, (struct span){shared->input, (size_t)count});
		/* It may have been a reader's words. */
		explicit_bzero(shared->input, (size_t)count);
	} else if (count == 0)
		conn_ended(conn);
	else if (errno == EAGAIN || errno == EINTR)
		conn_wait(conn, LOOP_READ);
	else
		conn_close(conn);
}

/* All is sent: what still comes is thrown away, until the client ends. */
static void
conn_discard(struct conn *conn)
{
	struct conn_shared *shared = conn->shared;

	while (conn->discarded < DISCARD_MAX) {
		ssize_t count =
		    recv(conn->fd, shared->input, sizeof shared->input, 0);

		if (count < 0 && errno == EAGAIN)
			return;
		if (count <= 0)
			break;
		conn->discarded += (size_t)count;
	}
	conn_close(conn);
}

static void
conn_ready(void *arg, unsigned events)
{
	struct conn *conn = arg;

	switch (conn->state) {
	case CONN_PROXY:
	case CONN_HELLO:
		conn_receive(conn);
		break;
	case CONN_HANDSHAKE:
	case CONN_REQUEST:
		if (events & LOOP_WRITE)
			conn_flush_and_wait(conn);
		else
			conn_receive(conn);
		break;
	case CONN_REPLY:
		conn_continue_reply(conn);
		break;
	case CONN_CLOSING:
		conn_discard(conn);
		break;
	case CONN_SEARCH:
	case CONN_WAITING:
		break;
	}
}

/* The close deadline has come, but has the client got everything? */
static void
conn_check_closing(struct conn *conn)
{
	if (sender_unacknowledged(&conn->sender) == 0)
		conn_close(conn);
	else
		conn_check_progress(conn);
}

static void
conn_expired(void *arg)
{
	struct conn *conn = arg;

	switch (conn->state) {
	case CONN_REQUEST:
		conn_request_late(conn);
		break;
	case CONN_SEARCH:
		conn_search_late(conn);
		break;
	case CONN_REPLY:
		conn_check_progress(conn);
		break;
	case CONN_CLOSING:
		conn_check_closing(conn);
		break;
	case CONN_PROXY:
	case CONN_HELLO:
	case CONN_WAITING:
	case CONN_HANDSHAKE:
		conn_close(conn);
		break;
	}
}

/* ---------- for the worker ---------- */

/* May it come in?  Who is behind a proxy is asked when the proxy has told. */
static bool
may_come(struct conn_shared *shared, const struct conn_arrival *arrival,
    struct quota_ticket *ticket)
{
	*ticket = (struct quota_ticket){0, 0};
	if (arrival->proxy)
		return admission_trusts(shared->admission, &arrival->peer);
	return admission_ask(shared->admission, &arrival->peer, ticket) !=
	       QUOTA_REFUSE;
}

void
conn_open(struct conn_shared *shared, const struct conn_arrival *arrival)
{
	struct quota_ticket ticket;
	struct conn *conn;

	if (!may_come(shared, arrival, &ticket)) {
		shared->refused_count++;
		close(arrival->fd);
		return;
	}
	conn = calloc(1, sizeof *conn);
	if (conn == NULL) {
		admission_end(shared->admission, ticket);
		close(arrival->fd);
		return;
	}
	conn->shared = shared;
	conn->ticket = ticket;
	conn->protocol = arrival->protocol;
	conn->port = arrival->port;
	conn->address = arrival->peer;
	conn->state = arrival->proxy ? CONN_PROXY : CONN_HELLO;
	conn->fd = arrival->fd;
	sender_init(&conn->sender, conn->fd, &shared->room);
	loop_watch_init(&conn->watch, shared->loop, conn->fd, conn_ready, conn);
	loop_timer_init(&conn->timer, shared->loop, conn_expired, conn);
	TAILQ_INSERT_TAIL(&shared->all, conn, in_all);
	shared->count++;
	/* Its place among the timers is from now on its own. */
	if (loop_timer_set(&conn->timer, hello_timeout_ms(conn)) != 0)
		conn_close(conn);
	else
		conn_receive(conn);
}

/* Has nothing come, and does nothing wait in the socket to be read? */
static bool
conn_is_idle(const struct conn *conn)
{
	char byte;

	return has_said_nothing(conn) &&
	       recv(conn->fd, &byte, sizeof byte, MSG_PEEK) <= 0;
}

void
conn_close_idle(struct conn_shared *shared)
{
	struct conn *conn = TAILQ_FIRST(&shared->all);

	while (conn != NULL) {
		struct conn *next = TAILQ_NEXT(conn, in_all);

		if (conn_is_idle(conn))
			conn_close(conn);
		conn = next;
	}
}

void
conn_close_all(struct conn_shared *shared)
{
	struct conn *conn = TAILQ_FIRST(&shared->all);

	while (conn != NULL) {
		struct conn *next = TAILQ_NEXT(conn, in_all);

		conn_close(conn);
		conn = next;
	}
}
