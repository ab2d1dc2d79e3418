/*
 * What all connections of a worker share, and the lists they stand in.
 */
#ifndef CONN_CONN_SHARED_H
#define CONN_CONN_SHARED_H

#include <stddef.h>
#include <sys/queue.h>

#include "address.h"
#include "config.h"
#include "log.h"
#include "loop.h"
#include "sender.h"
#include "unknown_hosts.h"

struct admission;
struct conn;
struct conn_searches;
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
	struct unknown_hosts unknown_hosts;

	/* Kept by conn.c: */
	struct conn_list all;         /* every open connection */
	struct conn_list handshaking; /* oldest first */
	struct conn_list waiting;     /* for room to handshake, oldest first */
	struct conn_list searching;   /* for an answer, oldest first */
	size_t count;                 /* of all */
	size_t handshake_count;
	unsigned inner_failures; /* handshakes that we failed in a row */
	size_t searching_count;
	struct conn_searches *searches;   /* NULL: there is no search */
	struct loop_timer room_timer;     /* of those that wait */
	unsigned long long request_count; /* replies begun */
	unsigned long long refused_count; /* closed unheard */
	unsigned long long uncounted;     /* count records without room */

	/* Called when a connection is gone, for whoever waits for that. */
	void (*closed)(void *arg);
	void *arg;
};

#endif
