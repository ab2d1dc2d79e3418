/*
 * A connection's inside: its states, what it waits for, and its end.  For the
 * conn files alone.
 *
 * A step that may close the connection is the last thing its caller does with
 * it.
 */
#ifndef CONN_CONN_STATE_H
#define CONN_CONN_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

#include "address.h"
#include "conn_shared.h"
#include "gemini_reply.h"
#include "progress.h"
#include "quota.h"
#include "span.h"

struct conn_search;
struct tls;

/*
 * Bytes kept of a TLS hello while it is not whole, or waits for room.  A longer
 * one is OpenSSL's to judge, and takes one of the places for handshakes.  With
 * the byte that a buffer adds, this fills a page.
 */
#define CONN_HELLO_BYTES 4095

enum conn_state {
	CONN_PROXY,     /* a proxy has yet to say who the client is */
	CONN_HELLO,     /* nothing is known yet, or half a TLS hello is here */
	CONN_WAITING,   /* a whole TLS hello is here, but no room for it */
	CONN_HANDSHAKE, /* TLS is being set up */
	CONN_REQUEST,   /* the request is being read */
	CONN_SEARCH,    /* a search has been asked for */
	CONN_REPLY,     /* the reply is being sent */
	CONN_CLOSING,   /* all is sent; waiting for the client to end */
};

struct conn {
	struct conn_shared *shared;
	TAILQ_ENTRY(conn) in_all;
	TAILQ_ENTRY(conn) in_queue; /* handshaking, waiting or searching */
	enum config_protocol protocol;
	unsigned port;
	unsigned proxied_port;  /* that of the proxy; 0: none */
	struct address address; /* the client's */
	enum conn_state state;
	int fd;
	struct tls *tls;            /* NULL: plain, or not set up yet */
	struct buffer kept;         /* what came and is not used up yet */
	struct conn_search *search; /* one block; NULL: it has asked nothing */
	struct sender sender;
	struct progress progress; /* of sending */
	struct loop_watch watch;
	struct loop_timer timer;
	uint64_t handshake_ms;      /* when its handshake began */
	size_t discarded;           /* bytes, while closing */
	struct quota_ticket ticket; /* its wait_s: to be told to slow down */
	bool lingers;               /* the client may have more to say */
};

/**
 * conn_enter(conn, state):
 * Change its state, and the queue it stands in with it.
 */
void conn_enter(struct conn *conn, enum conn_state state);

/** conn_close(conn): release all that it has, and the connection itself. */
void conn_close(struct conn *conn);

/**
 * conn_cut(conn):
 * The same, without waiting for the client, and with what the kernel still
 * holds for it.
 */
void conn_cut(struct conn *conn);

/**
 * conn_begin_closing(conn):
 * All is sent: say so, and wait for the client to end, so that no reset eats
 * what it has not read yet.
 */
void conn_begin_closing(struct conn *conn);

/** conn_wait(conn, events): go on when the socket is ready for ${events}. */
void conn_wait(struct conn *conn, unsigned events);

/**
 * conn_wait_for_rest(conn):
 * Wait for the rest of the request, and say that we have its beginning, or the
 * end of the handshake: a client with Nagle's algorithm sends nothing more
 * until we do, and the kernel would put it off for 40 ms.
 */
void conn_wait_for_rest(struct conn *conn);

/**
 * conn_after_send(conn, verdict, sent):
 * Go on as the sender's ${verdict} wants it: with ${sent} when all has gone.
 */
void conn_after_send(struct conn *conn, enum sender_verdict verdict,
    void (*sent)(struct conn *conn));

#endif
