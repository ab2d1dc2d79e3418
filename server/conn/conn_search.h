/*
 * Connections that wait for the answer to a search.
 *
 * The search process is asked and the loop goes on: nobody else waits.  Only so
 * many may wait at a time, and none for long; a question that may have been
 * lost with a process that died is asked once more.
 */
#ifndef CONN_CONN_SEARCH_H
#define CONN_CONN_SEARCH_H

struct conn;
struct conn_shared;
struct reply;

/**
 * conn_search_open(shared, fd):
 * Ask on ${fd}, the worker's end of a search_channel_pair, from now on; -1
 * means that there is no search.  0, or -1 with errno.
 */
int conn_search_open(struct conn_shared *shared, int fd);

/** conn_search_close(shared): ask nobody any more; nobody may be waiting. */
void conn_search_close(struct conn_shared *shared);

/**
 * conn_search_begin(conn, reply):
 * Ask what ${reply} says, which has reply->search set; nothing of it is used
 * once this returns.
 */
void conn_search_begin(struct conn *conn, const struct reply *reply);

/** conn_search_late(conn): the time is up: ask again, or give up. */
void conn_search_late(struct conn *conn);

#endif
