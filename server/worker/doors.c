#include "doors.h"

#include <stdlib.h>
#include <unistd.h>

#include "listener.h"

/* Connections taken from one socket before others have a turn. */
#define ACCEPT_TURN 64

/* Without descriptors: how long to leave clients in the kernel's queue. */
#define STARVED_PAUSE_MS 100
#define STARVED_LOG_EVERY_MS 60000

struct door {
	struct doors *doors;
	struct door_socket socket;
	struct loop_watch watch;
};

static void
close_all(struct doors *doors)
{
	doors->open = false;
	for (size_t i = 0; i < doors->count; i++)
		loop_watch_set(&doors->items[i].watch, 0);
}

/* All or none: a door that stays closed would keep its clients waiting. */
static int
open_all(struct doors *doors)
{
	doors->open = true;
	for (size_t i = 0; i < doors->count; i++) {
		if (loop_watch_set(&doors->items[i].watch, LOOP_READ) != 0) {
			close_all(doors);
			return -1;
		}
	}
	return 0;
}

/* No descriptor left: clients wait in the kernel's queue for a moment. */
static void
close_for_a_moment(struct doors *doors)
{
	uint64_t now_ms = loop_now_ms();

	if (loop_timer_set(&doors->reopens, STARVED_PAUSE_MS) == 0)
		close_all(doors);
	if (doors->starved_said_ms != 0 &&
	    now_ms - doors->starved_said_ms < STARVED_LOG_EVERY_MS)
		return;
	doors->starved_said_ms = now_ms;
	log_message(doors->log,
	    "no descriptors or memory for more connections; clients wait");
}

static void
let_in(struct doors *doors, const struct conn_arrival *arrival)
{
	conn_open(doors->conns, arrival);
	if (doors->conns->count > doors->peak)
		doors->peak = doors->conns->count;
}

static void
door_ready(void *arg, unsigned events)
{
	struct door *door = arg;
	struct doors *doors = door->doors;
	struct conn_arrival arrival = {
	    .protocol = door->socket.protocol,
	    .port = door->socket.port,
	    .proxy = door->socket.proxy,
	};

	(void)events;
	for (int turn = 0; turn < ACCEPT_TURN; turn++) {
		if (doors->conns->count >= doors->limit) {
			close_all(doors);
			return;
		}
		switch (listener_accept(
		    door->socket.fd, &arrival.fd, &arrival.peer)) {
		case LISTENER_ACCEPTED:
			let_in(doors, &arrival);
			break;
		case LISTENER_NONE:
			return;
		case LISTENER_STARVED:
			close_for_a_moment(doors);
			return;
		}
	}
}

static void
moment_is_over(void *arg)
{
	doors_reopen(arg);
}

int
doors_init(struct doors *doors, const struct door_socket *sockets, size_t count)
{
	loop_timer_init(&doors->reopens, doors->loop, moment_is_over, doors);
	doors->items = calloc(count, sizeof *doors->items);
	if (doors->items == NULL)
		return -1;
	doors->count = count;
	for (size_t i = 0; i < count; i++) {
		struct door *door = &doors->items[i];

		door->doors = doors;
		door->socket = sockets[i];
		loop_watch_init(
		    &door->watch, doors->loop, sockets[i].fd, door_ready, door);
	}
	return 0;
}

void
doors_free(struct doors *doors)
{
	if (doors->items != NULL)
		close_all(doors);
	free(doors->items);
	doors->items = NULL;
	doors->count = 0;
}

int
doors_open(struct doors *doors)
{
	return doors->shut ? 0 : open_all(doors);
}

void
doors_reopen(struct doors *doors)
{
	if (!doors->open && doors->conns->count < doors->limit &&
	    doors_open(doors) != 0)
		close_for_a_moment(doors);
}

void
doors_shut(struct doors *doors)
{
	for (size_t i = 0; i < doors->count; i++)
		door_ready(&doors->items[i], LOOP_READ);
	close_all(doors);
	for (size_t i = 0; i < doors->count; i++)
		close(doors->items[i].socket.fd);
	doors->shut = true;
}
