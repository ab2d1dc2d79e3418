/*
 * One client's connection, from its first byte to its last.
 *
 * Owns a socket, a TLS session, its buffers and its deadline; decides nothing
 * about content.  A connection takes one request, gets one reply and ends.
 */
#ifndef CONN_CONN_H
#define CONN_CONN_H

#include <stddef.h>
#include <sys/queue.h>

#include "address.h"
#include "config.h"
#include "log.h"
#include "loop.h"
#include "sender.h"

struct admission;
struct conn;
struct service;
struct tls_context;

TAILQ_HEAD(conn_list, conn);

/* Bytes taken from a socket at a time; shared by all connections. */
#define CONN_INPUT_BYTES 32768

/* What all connections of a worker share.  The worker fills it in. */
struct conn_shared {
	struct loop *loop;
	struct log *log;
	const struct config *config;
	struct tls_context *tls;
	struct service *service;
	struct admission *admission;
	size_t handshake_limit;
	int counts_fd; /* takes struct count_record; -1: nothing is counted */
	struct sender_room room;
	char input[CONN_INPUT_BYTES];

	/* Kept by conn.c: */
	struct conn_list all;         /* every open connection */
	struct conn_list handshaking; /* oldest first */
	struct conn_list waiting;     /* for room to handshake, oldest first */
	size_t count;                 /* of all */
	size_t handshake_count;
	struct loop_timer room_timer;     /* of those that wait */
	unsigned long long request_count; /* replies begun */
	unsigned long long refused_count; /* closed unheard */
	unsigned long long uncounted;     /* count records without room */

	/* Called when a connection is gone, for whoever waits for that. */
	void (*closed)(void *arg);
	void *arg;
};

/* A connection as it arrives. */
struct conn_arrival {
	int fd;                        /* connected, non-blocking */
	enum config_protocol protocol; /* spoken where it came in */
	unsigned port;                 /* it came in on */
	bool proxy;                    /* a PROXY header comes first */
	struct address peer;           /* it comes from */
};

/**
 * conn_shared_init(shared):
 * Make its lists; the fields before them are set, and not moved, from now on.
 */
void conn_shared_init(struct conn_shared *shared);

/** conn_shared_free(shared): release the shared room. */
void conn_shared_free(struct conn_shared *shared);

/**
 * conn_open(shared, arrival):
 * Take over the connection ${arrival} and its descriptor.  Its client is
 * answered at once if its request is already there.  Without memory, or if its
 * address has too many connections, it is closed.
 */
void conn_open(struct conn_shared *shared, const struct conn_arrival *arrival);

/**
 * conn_close_idle(shared):
 * Close the connections that have not sent anything yet: nobody waits for an
 * answer there.
 */
void conn_close_idle(struct conn_shared *shared);

/** conn_close_all(shared): close every connection, whatever it is doing. */
void conn_close_all(struct conn_shared *shared);

#endif
