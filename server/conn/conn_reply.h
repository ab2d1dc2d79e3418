/*
 * A connection's reply: counted, logged, and sent at the client's pace.
 */
#ifndef CONN_CONN_REPLY_H
#define CONN_CONN_REPLY_H

struct conn;
struct reply;

/**
 * conn_reply(conn, reply):
 * Begin to send; the reply's head is used up when this returns.
 */
void conn_reply(struct conn *conn, const struct reply *reply);

/** conn_continue_reply(conn): the socket takes more of it. */
void conn_continue_reply(struct conn *conn);

/**
 * conn_check_progress(conn):
 * The client does not take what it asked for: how much longer may it?
 */
void conn_check_progress(struct conn *conn);

#endif
