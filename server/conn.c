#include "conn.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "admission.h"
#include "count_keeper.h"
#include "count_record.h"
#include "gemini_reply.h"
#include "gemini_request.h"
#include "gopher_request.h"
#include "listener.h"
#include "log_address.h"
#include "progress.h"
#include "proxy_header.h"
#include "serve_gemini.h"
#include "serve_gopher.h"
#include "tls.h"

/* First byte of every TLS connection: a handshake record (RFC 8446, 5.1). */
#define TLS_HANDSHAKE 0x16
#define TLS_MAJOR 0x03
#define TLS_RECORD_HEADER 5
#define TLS_RECORD_MAX (16384 + 256)

/* A handshake at least this old makes way for a new one when all are taken. */
#define HANDSHAKE_PATIENCE_MS 1000

/* After a refusal: bytes read and thrown away before the client is cut off. */
#define DISCARD_MAX (4 << 20)

enum conn_state {
	CONN_PROXY,     /* a proxy has yet to say who the client is */
	CONN_HELLO,     /* nothing is known yet, or half a TLS hello is here */
	CONN_WAITING,   /* a whole TLS hello is here, but no room for it */
	CONN_HANDSHAKE, /* TLS is being set up */
	CONN_REQUEST,   /* the request is being read */
	CONN_REPLY,     /* the reply is being sent */
	CONN_CLOSING,   /* all is sent; waiting for the client to end */
};

struct conn {
	struct conn_shared *shared;
	TAILQ_ENTRY(conn) in_all;
	TAILQ_ENTRY(conn) in_queue; /* handshaking or waiting */
	enum config_protocol protocol;
	unsigned port;
	unsigned proxied_port;  /* that of the proxy; 0: none */
	struct address address; /* the client's */
	enum conn_state state;
	int fd;
	struct tls *tls;    /* NULL: plain, or not set up yet */
	struct buffer kept; /* what came and is not used up yet */
	struct sender sender;
	struct progress progress; /* of sending */
	struct loop_watch watch;
	struct loop_timer timer;
	uint64_t handshake_ms;      /* when its handshake began */
	size_t discarded;           /* bytes, while closing */
	struct quota_ticket ticket; /* its wait_s: to be told to slow down */
	bool lingers;               /* the client may have more to say */
};

static void conn_admit_waiting(void *arg);

void
conn_shared_init(struct conn_shared *shared)
{
	TAILQ_INIT(&shared->all);
	TAILQ_INIT(&shared->handshaking);
	TAILQ_INIT(&shared->waiting);
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

/* Those that wait may look for room now. */
static void
conn_admit_now(struct conn_shared *shared)
{
	if (!TAILQ_EMPTY(&shared->waiting))
		loop_timer_set(&shared->room_timer, 0);
}

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

/* Leave whatever queue this connection's state put it in. */
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
}

static void
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
}

static void
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
	close(conn->fd);
	free(conn);
	shared->closed(shared->arg);
}

/* End it without waiting, and free what the kernel holds for the client. */
static void
conn_cut(struct conn *conn)
{
	const struct linger at_once = {.l_onoff = 1, .l_linger = 0};

	setsockopt(conn->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
	conn_close(conn);
}

/* Go on when the socket is ready for ${events}. */
static void
conn_wait(struct conn *conn, unsigned events)
{
	if (loop_watch_set(&conn->watch, events) != 0)
		conn_close(conn);
}

/*
 * Wait for the rest of the request, and say that we have its beginning, or the
 * end of the handshake: a client with Nagle's algorithm sends nothing more
 * until we do, and the kernel would put it off for 40 ms.
 */
static void
conn_wait_for_rest(struct conn *conn)
{
	int on = 1;

	setsockopt(conn->fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
	conn_wait(conn, LOOP_READ);
}

/*
 * All is sent: say so, and wait for the client to end, so that no reset eats
 * what it has not read yet.
 */
static void
conn_begin_closing(struct conn *conn)
{
	conn_enter(conn, CONN_CLOSING);
	tls_free(conn->tls);
	conn->tls = NULL;
	conn->sender.tls = NULL;
	buffer_free(&conn->kept);
	shutdown(conn->fd, SHUT_WR);
	loop_timer_set(&conn->timer, conn->shared->config->close_timeout_ms);
	conn_wait(conn, LOOP_READ);
}

/* ---------- sending ---------- */

/* The kernel has all of the reply: end the connection as fits it. */
static void
conn_reply_sent(struct conn *conn)
{
	/* Nothing more can come from a plain client that has sent its line and
	 * nothing else, so closing at once does no harm. */
	if (conn->tls == NULL && conn->protocol == CONFIG_GOPHER &&
	    !conn->lingers)
		conn_close(conn);
	else
		conn_begin_closing(conn);
}

static void
conn_sending(struct conn *conn, enum sender_verdict verdict)
{
	switch (verdict) {
	case SENDER_DONE:
		conn_reply_sent(conn);
		break;
	case SENDER_BLOCKED:
	case SENDER_BUSY:
		conn_wait(conn, LOOP_WRITE);
		break;
	case SENDER_CUT:
	case SENDER_BROKEN:
		conn_close(conn);
		break;
	}
}

/* One more for the page that is served, if the host counts them. */
static void
conn_count(struct conn *conn, const struct reply *reply)
{
	struct conn_shared *shared = conn->shared;
	struct count_record record;

	if (shared->counts_fd >= 0 &&
	    count_record_fill(
		&record, conn->protocol, reply, count_record_today()) &&
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
	conn_count(conn, reply);
	log_request(shared->log,
	    conn->protocol == CONFIG_GEMINI ? "gemini" : "gopher",
	    reply->status, reply->path,
	    reply->head.len + (unsigned long long)reply->file_size,
	    log_address(from, shared->config->log_address, &conn->address));
}

/* Begin to send; the reply's head is used up when this returns. */
static void
conn_reply(struct conn *conn, const struct reply *reply)
{
	struct conn_shared *shared = conn->shared;
	uint64_t window_ms = shared->config->progress_window_ms;

	conn_record(conn, reply);
	conn_enter(conn, CONN_REPLY);
	if (reply->is_page && conn->tls != NULL)
		tls_pad(conn->tls, shared->config->padding);
	loop_timer_set(&conn->timer,
	    progress_start(&conn->progress, window_ms, loop_now_ms()));
	conn_sending(conn, sender_start(&conn->sender, reply, conn->tls));
}

/* The client does not take what it asked for: how much longer may it? */
static void
conn_check_progress(struct conn *conn)
{
	uint64_t wait_ms = progress_update(
	    &conn->progress, sender_confirmed(&conn->sender), loop_now_ms());

	if (wait_ms == 0)
		conn_cut(conn);
	else
		loop_timer_set(&conn->timer, wait_ms);
}

/* ---------- requests ---------- */

static void
conn_reply_status(struct conn *conn, enum gemini_status status)
{
	struct reply reply = serve_gemini_status(conn->shared->service, status);

	conn_reply(conn, &reply);
}

static void
conn_reply_error(struct conn *conn, const char *message)
{
	struct reply reply = serve_gopher_error(conn->shared->service, message);

	conn_reply(conn, &reply);
}

static void
conn_serve_gemini(struct conn *conn, const struct uri *uri)
{
	struct gemini_client client = {
	    .port = conn->port,
	    .proxied_port = conn->proxied_port,
	};
	struct reply reply;

	if (conn->ticket.wait_s != 0) {
		reply = serve_gemini_slow_down(
		    conn->shared->service, uri, conn->ticket.wait_s);
		conn_reply(conn, &reply);
		return;
	}
	client.has_certificate = tls_client_digest(
	    conn->tls, client.certificate_digest, &client.certificate_valid);
	reply = serve_gemini(conn->shared->service, uri, &client);
	conn_reply(conn, &reply);
}

static void
conn_serve_gopher(struct conn *conn, const struct gopher_request *request)
{
	struct service *service = conn->shared->service;
	unsigned port =
	    conn->proxied_port != 0 ? conn->proxied_port : conn->port;
	struct reply reply =
	    conn->ticket.wait_s != 0
		? serve_gopher_slow_down(service, request, conn->ticket.wait_s)
		: serve_gopher(service, request, port);

	conn_reply(conn, &reply);
}

static void
conn_refuse_gopher(struct conn *conn, const char *message)
{
	/* More of it may come: closing at once could turn into a reset. */
	conn->lingers = true;
	conn_reply_error(conn, message);
}

/* Answer the request that begins ${bytes}; true if it is not whole yet. */
static bool
conn_answer_gemini(struct conn *conn, struct span bytes)
{
	struct uri uri;

	switch (gemini_request_parse(&uri, bytes)) {
	case GEMINI_REQUEST_OK:
		conn_serve_gemini(conn, &uri);
		return false;
	case GEMINI_REQUEST_MORE:
		return true;
	case GEMINI_REQUEST_BAD:
		break;
	}
	conn_reply_status(conn, GEMINI_BAD_REQUEST);
	return false;
}

static bool
conn_answer_gopher(struct conn *conn, struct span bytes)
{
	struct gopher_request request;

	switch (gopher_request_parse(&request, bytes)) {
	case GOPHER_REQUEST_OK:
		conn->lingers = span_find(bytes, '\n') + 1 < bytes.len;
		conn_serve_gopher(conn, &request);
		return false;
	case GOPHER_REQUEST_MORE:
		return true;
	case GOPHER_REQUEST_BAD:
		break;
	}
	conn_refuse_gopher(conn, "This is not a Gopher request");
	return false;
}

/*
 * Take ${bytes} more of the request, and answer it if it is whole now.  True
 * if it is not: then they are kept.
 */
static bool
conn_take_request(struct conn *conn, struct span bytes)
{
	bool first = conn->kept.len == 0;
	bool more;

	if (!first) {
		buffer_append(&conn->kept, bytes);
		bytes = buffer_span(&conn->kept);
	}
	if (conn->kept.failed) {
		conn_close(conn);
		return false;
	}
	more = conn->protocol == CONFIG_GEMINI
		   ? conn_answer_gemini(conn, bytes)
		   : conn_answer_gopher(conn, bytes);
	if (more && first)
		buffer_append(&conn->kept, bytes);
	return more;
}

/* The client has ended before its request did. */
static void
conn_request_ended(struct conn *conn)
{
	if (conn->protocol == CONFIG_GOPHER) {
		conn_refuse_gopher(conn, "The request is not complete");
		return;
	}
	if (conn->tls != NULL) {
		tls_close_notify(conn->tls);
		sender_flush(&conn->sender);
	}
	conn_begin_closing(conn);
}

/* ---------- TLS ---------- */

/* Send what TLS has to say and wait for the client's answer. */
static void
conn_flush_and_wait(struct conn *conn)
{
	switch (sender_flush(&conn->sender)) {
	case SENDER_DONE:
		if (conn->state == CONN_REQUEST)
			conn_wait_for_rest(conn);
		else
			conn_wait(conn, LOOP_READ);
		break;
	case SENDER_BLOCKED:
	case SENDER_BUSY:
		conn_wait(conn, LOOP_WRITE);
		break;
	case SENDER_CUT:
	case SENDER_BROKEN:
		conn_close(conn);
		break;
	}
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
		conn_tls_failed(conn);
		break;
	}
}

/* A whole hello is here: begin the handshake with it. */
static void
conn_start_tls(struct conn *conn, struct span hello)
{
	conn_enter(conn, CONN_HANDSHAKE);
	conn->handshake_ms = loop_now_ms();
	conn->tls = tls_open(conn->shared->tls, &conn->shared->room.out);
	if (conn->tls == NULL) {
		conn_close(conn);
		return;
	}
	tls_feed(conn->tls, hello);
	conn_handshake(conn);
}

/* The same for a hello that has been kept. */
static void
conn_start_kept_tls(struct conn *conn)
{
	struct buffer hello = conn->kept;

	conn->kept = BUFFER_EMPTY;
	conn_start_tls(conn, buffer_span(&hello));
	buffer_free(&hello);
}

/* ---------- room for handshakes ---------- */

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

/* Let those that wait begin, as far as there is room. */
static void
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

/* A whole hello is here, ${fresh} if it was not kept: is there room? */
static void
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

/* ---------- the first bytes ---------- */

/*
 * Is the first TLS record whole, or hopeless?  Until then there is no session:
 * a client that sends its hello byte by byte costs little.
 */
static bool
hello_is_whole(struct span bytes)
{
	const unsigned char *byte = (const unsigned char *)bytes.ptr;
	size_t record;

	if (bytes.len >= 2 && byte[1] != TLS_MAJOR)
		return true;
	if (bytes.len < TLS_RECORD_HEADER)
		return false;
	record = (size_t)byte[3] << 8 | byte[4];
	return record > TLS_RECORD_MAX ||
	       bytes.len >= TLS_RECORD_HEADER + record;
}

/* Which protocol do the first bytes speak? */
static void
conn_take_hello(struct conn *conn, struct span bytes)
{
	struct span all = bytes;

	if (conn->kept.len > 0) {
		buffer_append(&conn->kept, bytes);
		all = buffer_span(&conn->kept);
	}
	if (conn->kept.failed) {
		conn_close(conn);
	} else if (all.ptr[0] != TLS_HANDSHAKE) {
		conn->lingers = true;
		conn_enter(conn, CONN_REQUEST);
		if (conn->protocol == CONFIG_GEMINI)
			conn_begin_closing(conn);
		else if (conn_take_request(conn, bytes))
			conn_wait_for_rest(conn);
	} else if (hello_is_whole(all)) {
		conn_take_whole_hello(conn, bytes);
	} else {
		if (conn->kept.len == 0)
			buffer_append(&conn->kept, bytes);
		conn_wait(conn, LOOP_READ);
	}
}

/* ---------- behind a proxy ---------- */

/* May it stay, now that its address is known?  False: it was closed. */
static bool
conn_admit(struct conn *conn)
{
	struct conn_shared *shared = conn->shared;

	if (admission_ask(shared->admission, &conn->address, &conn->ticket) !=
	    QUOTA_REFUSE)
		return true;
	shared->refused_count++;
	conn_close(conn);
	return false;
}

/* The proxy has spoken: what follows it is the client's. */
static void
conn_take_proxied(struct conn *conn, const struct proxy_header *header)
{
	struct buffer kept = conn->kept;
	struct span rest = span_skip(buffer_span(&kept), header->size);

	conn->kept = BUFFER_EMPTY;
	if (header->has_source) {
		conn->address = header->source;
		conn->proxied_port = header->destination_port;
	}
	conn->state = CONN_HELLO;
	if (conn_admit(conn)) {
		if (rest.len > 0)
			conn_take_hello(conn, rest);
		else
			conn_wait(conn, LOOP_READ);
	}
	buffer_free(&kept);
}

static void
conn_take_proxy(struct conn *conn, struct span bytes)
{
	struct proxy_header header;

	buffer_append(&conn->kept, bytes);
	if (conn->kept.failed) {
		conn_close(conn);
		return;
	}
	switch (proxy_header_parse(&header, buffer_span(&conn->kept))) {
	case PROXY_HEADER_OK:
		conn_take_proxied(conn, &header);
		break;
	case PROXY_HEADER_MORE:
		conn_wait(conn, LOOP_READ);
		break;
	case PROXY_HEADER_BAD:
		conn_begin_closing(conn);
		break;
	}
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
		tls_feed(conn->tls, bytes);
		conn_handshake(conn);
		break;
	case CONN_REQUEST:
		if (conn->tls != NULL) {
			tls_feed(conn->tls, bytes);
			conn_read_tls(conn);
		} else if (conn_take_request(conn, bytes)) {
			conn_wait_for_rest(conn);
		}
		break;
	case CONN_WAITING:
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

/* Nothing has come: wait, until a deadline that counts from the connect. */
static void
conn_wait_for_bytes(struct conn *conn)
{
	const uint64_t deferred_ms = LISTENER_DEFER_S * 1000;

	if (has_said_nothing(conn) && hello_timeout_ms(conn) > deferred_ms)
		loop_timer_set(
		    &conn->timer, hello_timeout_ms(conn) - deferred_ms);
	conn_wait(conn, LOOP_READ);
}

static void
conn_receive(struct conn *conn)
{
	struct conn_shared *shared = conn->shared;
	ssize_t count = recv(conn->fd, shared->input, sizeof shared->input, 0);

	if (count > 0)
		conn_received(
		    conn, (struct span){shared->input, (size_t)count});
	else if (count == 0)
		conn_ended(conn);
	else if (errno == EAGAIN || errno == EINTR)
		conn_wait_for_bytes(conn);
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

	(void)events;
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
		conn_sending(conn, sender_continue(&conn->sender));
		break;
	case CONN_CLOSING:
		conn_discard(conn);
		break;
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
		if (conn->protocol == CONFIG_GEMINI)
			conn_reply_status(conn, GEMINI_BAD_REQUEST);
		else
			conn_close(conn);
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
	loop_timer_set(&conn->timer, hello_timeout_ms(conn));
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
	struct conn *conn;

	while ((conn = TAILQ_FIRST(&shared->all)) != NULL)
		conn_close(conn);
}
