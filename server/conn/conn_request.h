/*
 * A connection's request: read until it is whole, then handed to those who
 * answer.
 */
#ifndef CONN_CONN_REQUEST_H
#define CONN_CONN_REQUEST_H

#include <stdbool.h>

#include "span.h"

struct conn;

/**
 * conn_take_request(conn, bytes):
 * Take ${bytes} more of the request, and answer it if it is whole now.  True
 * if it is not: then they are kept.
 */
bool conn_take_request(struct conn *conn, struct span bytes);

/** conn_request_ended(conn): the client has ended before its request did. */
void conn_request_ended(struct conn *conn);

/** conn_request_late(conn): the time for the request is up. */
void conn_request_late(struct conn *conn);

#endif
