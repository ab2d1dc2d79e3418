/*
 * Room for handshakes: at most so many are in progress, for they take the most
 * memory; the others wait, and one that takes too long makes way for them.
 */
#ifndef CONN_CONN_HANDSHAKE_ROOM_H
#define CONN_CONN_HANDSHAKE_ROOM_H

#include "span.h"

struct conn;

/**
 * conn_admit_waiting(arg):
 * Let those that wait for room begin their handshakes, as far as there is any.
 * ${arg} is the struct conn_shared: this is the callback of its room_timer.
 */
void conn_admit_waiting(void *arg);

/**
 * conn_take_whole_hello(conn, fresh):
 * A whole TLS hello is here, ${fresh} if none of it was kept: handshake, or
 * wait for room.
 */
void conn_take_whole_hello(struct conn *conn, struct span fresh);

#endif
