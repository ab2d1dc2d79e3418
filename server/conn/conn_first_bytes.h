/*
 * The first bytes of a connection: a proxy's word, then TLS or plain Gopher.
 */
#ifndef CONN_CONN_FIRST_BYTES_H
#define CONN_CONN_FIRST_BYTES_H

#include "span.h"

struct conn;

/** conn_take_hello(conn, bytes): which protocol do the first bytes speak? */
void conn_take_hello(struct conn *conn, struct span bytes);

/** conn_take_proxy(conn, bytes): take what a proxy says of the client. */
void conn_take_proxy(struct conn *conn, struct span bytes);

#endif
