/*
 * One client's connection, from its first byte to its last.
 *
 * Owns a socket, a TLS session, its buffers and its deadline; decides nothing
 * about content.  A connection takes one request, gets one reply and ends.
 */
#ifndef CONN_CONN_H
#define CONN_CONN_H

#include <stdbool.h>

#include "address.h"
#include "config.h"
#include "conn_shared.h"

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
