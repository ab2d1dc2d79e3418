#include "session.h"

#include <signal.h>

static void
asked_to_end(void *arg, unsigned events)
{
	struct session *session = arg;

	(void)events;
	loop_stop(session->loop);
}

int
session_open(struct session *session)
{
	*session = (struct session){.loop = loop_new()};
	if (session->loop == NULL ||
	    loop_watch_signal(&session->on_int, session->loop, SIGINT,
		asked_to_end, session) != 0)
		return -1;
	return loop_watch_signal(
	    &session->on_term, session->loop, SIGTERM, asked_to_end, session);
}

void
session_close(struct session *session)
{
	if (session->loop == NULL)
		return;
	loop_watch_set(&session->on_int, 0);
	loop_watch_set(&session->on_term, 0);
	loop_free(session->loop);
	session->loop = NULL;
}
