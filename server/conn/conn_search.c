#include "conn_search.h"

#include <stdlib.h>
#include <string.h>

#include "admission.h"
#include "conn_reply.h"
#include "conn_state.h"
#include "reply.h"
#include "search_channel.h"
#include "search_message.h"
#include "serve_gemini.h"
#include "serve_gopher.h"
#include "service.h"

/* Most connections of a worker that wait. */
#define WAITING_MAX 128

/* When to ask again, and how much longer to wait then. */
#define REPEAT_MS 500
#define PATIENCE_MS 2000

/* Longest path that is kept for the log, in bytes; a request has no longer. */
#define PATH_BYTES 1024

/* What all connections of a worker need to search. */
struct conn_searches {
	struct search_channel channel;
	struct loop_watch watch;
	struct search_answer answer; /* the last one */
};

/* What one connection has asked. */
struct conn_search {
	struct search_request request;
	struct span prefix; /* of selectors; static */
	bool is_repeated;
	char path[PATH_BYTES];
	size_t path_len;
};

/* ---------- answers ---------- */

static struct reply
reply_to(struct conn *conn, const struct search_answer *answer)
{
	const struct conn_search *search = conn->search;
	const struct reply_search asked = {
	    .scope = {search->request.bytes, search->request.scope_len},
	    .prefix = search->prefix,
	};
	struct service *service = conn->shared->service;

	if (conn->protocol == CONFIG_GEMINI)
		return serve_gemini_search(service, answer);
	return serve_gopher_search(service, answer, &asked,
	    conn->proxied_port != 0 ? conn->proxied_port : conn->port);
}

/* What was sought, and found, is nobody's business any more. */
static void
forget_words(struct conn_shared *shared)
{
	struct conn_searches *searches = shared->searches;

	buffer_wipe(&shared->service->head);
	buffer_wipe(&shared->service->page);
	buffer_wipe(&shared->room.plain);
	if (searches == NULL)
		return;
	explicit_bzero(searches->answer.bytes, searches->answer.size);
	searches->answer.size = 0;
}

/* Answer the client; without an answer to tell that there is none. */
static void
conclude(struct conn *conn, const struct search_answer *answer)
{
	struct conn_shared *shared = conn->shared;
	struct conn_search *search = conn->search;
	struct reply reply = reply_to(conn, answer);

	explicit_bzero(search->request.bytes, sizeof search->request.bytes);
	reply.path = (struct span){search->path, search->path_len};
	conn_reply(conn, &reply);
	forget_words(shared);
}

static struct conn *
find_asker(struct conn_shared *shared, uint64_t id)
{
	struct conn *conn;

	TAILQ_FOREACH(conn, &shared->searching, in_queue)
	{
		if (conn->search->request.id == id)
			return conn;
	}
	return NULL;
}

/* Answers to those who have gone meanwhile are nobody's. */
static void
take_answers(void *arg, unsigned events)
{
	struct conn_shared *shared = arg;
	struct conn_searches *searches = shared->searches;

	(void)events;
	while (search_channel_receive(&searches->channel, &searches->answer)) {
		struct conn *conn = find_asker(shared, searches->answer.id);

		if (conn != NULL)
			conclude(conn, &searches->answer);
	}
}

/* ---------- questions ---------- */

/* Copy the question and what its answer will need; NULL without memory. */
static struct conn_search *
copy_question(const struct reply *reply)
{
	const struct reply_search *asked = &reply->search;
	struct conn_search *search = calloc(1, sizeof *search);
	struct search_request *request;

	if (search == NULL)
		return NULL;
	request = &search->request;
	request->capsule = asked->capsule;
	request->scope_len = (uint16_t)asked->scope.len;
	request->words_len = (uint16_t)asked->words.len;
	if (asked->scope.len > 0)
		memcpy(request->bytes, asked->scope.ptr, asked->scope.len);
	if (asked->words.len > 0)
		memcpy(request->bytes + asked->scope.len, asked->words.ptr,
		    asked->words.len);
	search->prefix = asked->prefix;
	search->path_len =
	    reply->path.len < PATH_BYTES ? reply->path.len : PATH_BYTES;
	if (search->path_len > 0)
		memcpy(search->path, reply->path.ptr, search->path_len);
	return search;
}

void
conn_search_begin(struct conn *conn, const struct reply *reply)
{
	struct conn_shared *shared = conn->shared;
	struct conn_searches *searches = shared->searches;

	conn->search = copy_question(reply);
	if (conn->search == NULL) {
		conn_close(conn);
		return;
	}
	if (searches == NULL || shared->searching_count >= WAITING_MAX) {
		conclude(conn, NULL);
		return;
	}
	conn->search->request.id = search_channel_id(&searches->channel);
	conn->search->request.asker =
	    admission_number(shared->admission, &conn->address);
	conn->search->request.deadline_ms =
	    loop_now_ms() + REPEAT_MS + PATIENCE_MS;
	/* Without room now, there may be some when it is asked again. */
	search_channel_ask(&searches->channel, &conn->search->request);
	conn_enter(conn, CONN_SEARCH);
	loop_timer_set(&conn->timer, REPEAT_MS);
	conn_wait(conn, 0);
}

void
conn_search_late(struct conn *conn)
{
	struct conn_search *search = conn->search;

	if (search->is_repeated) {
		conclude(conn, NULL);
		return;
	}
	search->is_repeated = true;
	search_channel_ask(&conn->shared->searches->channel, &search->request);
	loop_timer_set(&conn->timer, PATIENCE_MS);
}

/* ---------- for the worker ---------- */

int
conn_search_open(struct conn_shared *shared, int fd)
{
	struct conn_searches *searches;

	if (fd < 0)
		return 0;
	searches = calloc(1, sizeof *searches);
	if (searches == NULL)
		return -1;
	shared->searches = searches;
	loop_watch_init(
	    &searches->watch, shared->loop, fd, take_answers, shared);
	if (search_channel_open(&searches->channel, fd) != 0)
		return -1;
	return loop_watch_set(&searches->watch, LOOP_READ);
}

void
conn_search_close(struct conn_shared *shared)
{
	if (shared->searches == NULL)
		return;
	loop_watch_set(&shared->searches->watch, 0);
	free(shared->searches);
	shared->searches = NULL;
}
