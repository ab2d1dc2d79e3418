#include "conn_state.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "admission.h"
#include "loop.h"
#include "tls.h"

/* Those that wait may look for room now. */
static void
conn_admit_now(struct conn_shared *shared)
{
	if (!TAILQ_EMPTY(&shared->waiting))
		loop_timer_set(&shared->room_timer, 0);
}

/* Leave whatever queue its state put it in. */
static void
conn_leave_queue(struct conn *conn)
{
	if (conn->state == CONN_WAITING)
		TAILQ_REMOVE(&conn->shared->waiting, conn, in_queue);
	if (conn->state == CONN_HANDSHAKE) {
		TAILQ_REMOVE(&conn->shared->handshaking, conn, in_queue);
		conn->shared->handshake_count--;
		conn_admit_now(conn->shared);
	}
	if (conn->state == CONN_SEARCH) {
		TAILQ_REMOVE(&conn->shared->searching, conn, in_queue);
		conn->shared->searching_count--;
	}
}

void
conn_enter(struct conn *conn, enum conn_state state)
{
	struct conn_shared *shared = conn->shared;

	conn_leave_queue(conn);
	conn->state = state;
	if (state == CONN_WAITING)
		TAILQ_INSERT_TAIL(&shared->waiting, conn, in_queue);
	if (state == CONN_HANDSHAKE) {
		TAILQ_INSERT_TAIL(&shared->handshaking, conn, in_queue);
		shared->handshake_count++;
	}
	if (state == CONN_SEARCH) {
		TAILQ_INSERT_TAIL(&shared->searching, conn, in_queue);
		shared->searching_count++;
	}
}

void
conn_close(struct conn *conn)
{
	struct conn_shared *shared = conn->shared;

	conn_leave_queue(conn);
	/* What its session could not flush must not go to another client. */
	buffer_clear(&shared->room.out);
	TAILQ_REMOVE(&shared->all, conn, in_all);
	shared->count--;
	admission_end(shared->admission, conn->ticket);
	loop_timer_clear(&conn->timer);
	loop_watch_set(&conn->watch, 0);
	tls_free(conn->tls);
	sender_free(&conn->sender);
	buffer_free(&conn->kept);
	free(conn->search);
	close(conn->fd);
	free(conn);
	shared->closed(shared->arg);
}

void
conn_cut(struct conn *conn)
{
	const struct linger at_once = {.l_onoff = 1, .l_linger = 0};

	setsockopt(conn->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
	conn_close(conn);
}

void
conn_wait(struct conn *conn, unsigned events)
{
	if (loop_watch_set(&conn->watch, events) != 0)
		conn_close(conn);
}

void
conn_wait_for_rest(struct conn *conn)
{
	int on = 1;

	setsockopt(conn->fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
	conn_wait(conn, LOOP_READ);
}

void
conn_begin_closing(struct conn *conn)
{
	conn_enter(conn, CONN_CLOSING);
	tls_free(conn->tls);
	conn->tls = NULL;
	conn->sender.tls = NULL;
	buffer_free(&conn->kept);
	free(conn->search);
	conn->search = NULL;
	shutdown(conn->fd, SHUT_WR);
	loop_timer_set(&conn->timer, conn->shared->config->close_timeout_ms);
	conn_wait(conn, LOOP_READ);
}

void
conn_after_send(struct conn *conn, enum sender_verdict verdict,
    void (*sent)(struct conn *conn))
{
	switch (verdict) {
	case SENDER_DONE:
		sent(conn);
		break;
	case SENDER_BLOCKED:
	case SENDER_BUSY:
		conn_wait(conn, LOOP_WRITE);
		break;
	case SENDER_CUT:
		/* With TLS the missing close_notify tells that this is not all;
		 * without it only a reset does. */
		if (conn->tls == NULL)
			conn_cut(conn);
		else
			conn_close(conn);
		break;
	case SENDER_BROKEN:
		conn_close(conn);
		break;
	}
}
