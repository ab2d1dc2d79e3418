#include "conn_handshake.h"

#include "conn_request.h"
#include "conn_state.h"
#include "gemini_request.h"
#include "tls.h"

/* The client has what TLS had to say: now it is the client's turn. */
static void
conn_flushed(struct conn *conn)
{
	if (conn->state == CONN_REQUEST)
		conn_wait_for_rest(conn);
	else
		conn_wait(conn, LOOP_READ);
}

void
conn_flush_and_wait(struct conn *conn)
{
	conn_after_send(conn, sender_flush(&conn->sender), conn_flushed);
}

/* TLS is broken: let the alert go out, and end. */
static void
conn_tls_failed(struct conn *conn)
{
	sender_flush(&conn->sender);
	conn_begin_closing(conn);
}

/* Decrypt what was fed until it is used up or the request is answered. */
static void
conn_read_tls(struct conn *conn)
{
	char bytes[GEMINI_REQUEST_BYTES_MAX];
	size_t count = 0;

	for (;;) {
		switch (tls_read(conn->tls, bytes, sizeof bytes, &count)) {
		case TLS_DONE:
			if (!conn_take_request(
				conn, (struct span){bytes, count}))
				return;
			break;
		case TLS_MORE:
			conn_flush_and_wait(conn);
			return;
		case TLS_CLOSED:
			conn_request_ended(conn);
			return;
		case TLS_FAILED:
			conn_tls_failed(conn);
			return;
		}
	}
}

static void
conn_handshake(struct conn *conn)
{
	struct conn_shared *shared = conn->shared;

	switch (tls_handshake(conn->tls)) {
	case TLS_DONE:
		shared->inner_failures = 0;
		conn_enter(conn, CONN_REQUEST);
		loop_timer_set(
		    &conn->timer, shared->config->request_timeout_ms);
		conn_read_tls(conn);
		break;
	case TLS_MORE:
		conn_flush_and_wait(conn);
		break;
	case TLS_CLOSED:
	case TLS_FAILED:
		shared->inner_failures += tls_failed_within(conn->tls);
		conn_tls_failed(conn);
		break;
	}
}

void
conn_start_tls(struct conn *conn, struct span hello)
{
	conn_enter(conn, CONN_HANDSHAKE);
	conn->handshake_ms = loop_now_ms();
	conn->tls = tls_open(conn->shared->tls, &conn->shared->room.out);
	if (conn->tls == NULL) {
		conn->shared->inner_failures++;
		conn_close(conn);
		return;
	}
	tls_feed(conn->tls, hello);
	conn_handshake(conn);
}

void
conn_start_kept_tls(struct conn *conn)
{
	struct buffer hello = conn->kept;

	conn->kept = BUFFER_EMPTY;
	conn_start_tls(conn, buffer_span(&hello));
	buffer_free(&hello);
}

void
conn_take_tls(struct conn *conn, struct span bytes)
{
	tls_feed(conn->tls, bytes);
	if (conn->state == CONN_HANDSHAKE)
		conn_handshake(conn);
	else
		conn_read_tls(conn);
}
