/*
 * The doors of a worker: the sockets that it takes clients from.
 *
 * They are open while there is room.  At a limit of connections they close
 * until someone leaves; without descriptors, for a moment.  Clients then wait
 * in the kernel's queue.
 */
#ifndef WORKER_DOORS_H
#define WORKER_DOORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config.h"
#include "conn.h"
#include "log.h"
#include "loop.h"

/* One listening socket, as a worker is handed it. */
struct door_socket {
	int fd;
	enum config_protocol protocol;
	unsigned port;
	bool proxy; /* a PROXY header comes first */
};

struct door;

struct doors {
	struct loop *loop;
	struct log *log;
	struct conn_shared *conns; /* where clients go; it counts them */
	struct door *items;
	size_t count;
	size_t limit; /* connections at a time, 1 or more */
	size_t peak;  /* of them, since the owner last set it */
	bool open;
	bool shut;                 /* for good */
	uint64_t starved_said_ms;  /* when the log was last told; 0: never */
	struct loop_timer reopens; /* after a moment without descriptors */
};

/**
 * doors_init(doors, sockets, count):
 * Stand at ${count} ${sockets}, with all doors closed yet; loop, log, conns
 * and limit are set by the caller.  0, or -1 with errno.  Released by
 * doors_free, which leaves the sockets open unless doors_shut closed them.
 */
int doors_init(
    struct doors *doors, const struct door_socket *sockets, size_t count);
void doors_free(struct doors *doors);

/**
 * doors_open(doors):
 * Let clients in, as long as there is room.  0, or -1 without memory: all doors
 * are closed then.
 */
int doors_open(struct doors *doors);

/** doors_reopen(doors): a connection has closed: is there room again? */
void doors_reopen(struct doors *doors);

/**
 * doors_shut(doors):
 * Take those whom the kernel has already accepted, then no one any more: the
 * sockets are closed, so that new clients are refused and not left waiting.
 */
void doors_shut(struct doors *doors);

#endif
