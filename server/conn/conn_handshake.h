/*
 * A connection's TLS session: the handshake, and the request inside.
 */
#ifndef CONN_CONN_HANDSHAKE_H
#define CONN_CONN_HANDSHAKE_H

#include "span.h"

struct conn;

/** conn_start_tls(conn, hello): begin the handshake with a whole hello. */
void conn_start_tls(struct conn *conn, struct span hello);

/** conn_start_kept_tls(conn): the same for a hello that has been kept. */
void conn_start_kept_tls(struct conn *conn);

/** conn_take_tls(conn, bytes): go on with what came through the session. */
void conn_take_tls(struct conn *conn, struct span bytes);

/**
 * conn_flush_and_wait(conn):
 * Send what the session has to say, and wait for the client's answer.
 */
void conn_flush_and_wait(struct conn *conn);

#endif
