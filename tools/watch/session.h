/*
 * A command that runs until Ctrl-C or SIGTERM ends it.
 */
#ifndef WATCH_SESSION_H
#define WATCH_SESSION_H

#include "loop.h"

struct session {
	struct loop *loop;
	struct loop_watch on_int, on_term;
};

/**
 * session_open(session):
 * A loop that the signals stop.  0, or -1 with errno.  Released by
 * session_close, which is legal after a failure too.
 */
int session_open(struct session *session);
void session_close(struct session *session);

#endif
