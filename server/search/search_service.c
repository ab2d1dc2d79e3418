#include "search_service.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "index_reader.h"
#include "loop.h"
#include "search_indexes.h"
#include "search_message.h"
#include "search_page.h"
#include "search_queue.h"
#include "site.h"
#include "site_private.h"

/* How long a worker that has no room for an answer is waited for. */
#define ROOM_WAIT_MS 50

struct search_service {
	const struct sites *sites;
	struct search_indexes *indexes;
	struct search_queue *queue;
	struct search_request request; /* at hand */
	struct search_answer answer;   /* to it */
	struct index_answer found;
};

/* ---------- one question ---------- */

static struct span
scope_of(const struct search_request *request)
{
	return (struct span){request->bytes, request->scope_len};
}

/*
 * Who may search a scope may see the pages of the same private area: the worker
 * has seen to that.  Those of other areas are not shown to anyone.
 */
struct view {
	const struct site_private *private;
	const struct config_private *area; /* NULL: the scope is public */
};

static bool
is_shown(void *arg, struct span path)
{
	const struct view *view = arg;

	return site_private_area(view->private, path) == view->area;
}

/* The area that the search itself lies in. */
static const struct config_private *
area_of(const struct site_private *private, struct span scope)
{
	char path[SEARCH_SCOPE_MAX + sizeof "/search"];
	int len = snprintf(path, sizeof path, "%.*s%ssearch", (int)scope.len,
	    scope.ptr, scope.len > 0 ? "/" : "");

	return site_private_area(private, (struct span){path, (size_t)len});
}

/* The words of the scope's language. */
static const struct words *
words_of(const struct search_service *service)
{
	return site_words_of(&service->sites->items[service->request.capsule],
	    service->found.lang);
}

static enum search_status
write_page(struct search_service *service, enum index_outcome found,
    const struct index_question *question)
{
	struct search_answer *answer = &service->answer;
	struct buffer page = BUFFER_LIMITED(SEARCH_PAGE_MAX);

	search_page_write(
	    &page, words_of(service), found, question, &service->found);
	if (!page.failed && page.len > 0) {
		memcpy(answer->bytes, page.ptr, page.len);
		answer->size = (uint32_t)page.len;
	}
	buffer_free(&page);
	return answer->size > 0 ? SEARCH_PAGE : SEARCH_LATE;
}

static enum search_status
write_prompt(struct search_service *service)
{
	struct search_answer *answer = &service->answer;
	const char *prompt = words_of(service)->text[WORD_SEARCH_PROMPT];
	size_t size = strlen(prompt);

	if (size > sizeof answer->bytes)
		size = sizeof answer->bytes;
	memcpy(answer->bytes, prompt, size);
	answer->size = (uint32_t)size;
	return SEARCH_PROMPT;
}

static void
set_language(struct search_service *service)
{
	struct span lang = service->found.lang;

	if (lang.len >= sizeof service->answer.lang)
		return;
	memcpy(service->answer.lang, lang.ptr, lang.len);
	service->answer.lang[lang.len] = '\0';
}

/* Whoever asks does not wait for ever. */
static unsigned
time_for(const struct search_request *request)
{
	uint64_t now_ms = loop_now_ms();
	uint64_t left_ms =
	    request->deadline_ms > now_ms ? request->deadline_ms - now_ms : 0;

	return left_ms < SEARCH_LIMIT_MS ? (unsigned)left_ms : SEARCH_LIMIT_MS;
}

/* Search an index, and turn what is found into an answer. */
static enum search_status
search(struct search_service *service, struct index *index)
{
	const struct search_request *request = &service->request;
	const struct site *site = &service->sites->items[request->capsule];
	struct view view = {.private = site->private};
	const struct index_question question = {
	    .scope = scope_of(request),
	    .words = {request->bytes + request->scope_len, request->words_len},
	    .limit_ms = time_for(request),
	    .shows = site->capsule->private_count > 0 ? is_shown : NULL,
	    .arg = &view,
	};
	enum index_outcome outcome;

	view.area = area_of(site->private, question.scope);
	outcome = index_search(index, &question, &service->found);
	set_language(service);
	switch (outcome) {
	case INDEX_FOUND_ALL:
	case INDEX_FOUND_SOME:
	case INDEX_FOUND_NONE:
		return write_page(service, outcome, &question);
	case INDEX_NO_WORDS:
		return write_prompt(service);
	case INDEX_NO_SCOPE:
		return SEARCH_UNKNOWN;
	case INDEX_TOO_SLOW:
	case INDEX_STARVED:
		return SEARCH_LATE;
	case INDEX_BROKEN:
		break;
	}
	search_indexes_condemn(service->indexes, request->capsule);
	return SEARCH_OFF;
}

static enum search_status
answer_request(struct search_service *service)
{
	struct index *index;

	switch (search_indexes_find(
	    service->indexes, service->request.capsule, &index)) {
	case SEARCH_INDEX_OPEN:
		return search(service, index);
	case SEARCH_INDEX_NONE:
		return SEARCH_UNKNOWN;
	case SEARCH_INDEX_BAD:
		break;
	}
	return SEARCH_OFF;
}

/* Send the answer; a worker that does not take it in time has to ask again. */
static bool
send_answer(const struct search_answer *answer, int fd)
{
	size_t size = offsetof(struct search_answer, bytes) + answer->size;
	struct pollfd room = {.fd = fd, .events = POLLOUT};
	ssize_t sent = send(fd, answer, size, MSG_DONTWAIT | MSG_NOSIGNAL);

	if (sent == -1 && errno == EAGAIN && poll(&room, 1, ROOM_WAIT_MS) == 1)
		sent = send(fd, answer, size, MSG_DONTWAIT | MSG_NOSIGNAL);
	return sent >= 0;
}

/* ---------- all of them ---------- */

/*
 * Let wait what a pair has, as far as there is room.  A message of another size
 * is cut or too short, and so passed over.
 */
static void
receive(struct search_queue *queue, int fd, size_t pair)
{
	struct search_question question = {.pair = pair};
	struct search_request *request = &question.request;
	ssize_t size;

	while (!search_queue_is_full(queue)) {
		size = recv(
		    fd, request, sizeof *request, MSG_DONTWAIT | MSG_TRUNC);
		if (size <= 0)
			break;
		if (size == (ssize_t)sizeof *request &&
		    request->scope_len <= SEARCH_SCOPE_MAX &&
		    request->words_len <= SEARCH_WORDS_MAX)
			search_queue_add(queue, &question);
	}
	explicit_bzero(&question, sizeof question);
}

static uint64_t
now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

/* Answer the question whose turn it is; nothing of it stays in memory. */
static void
answer_next(struct search_service *service, const struct pollfd *pairs)
{
	struct search_answer *answer = &service->answer;
	struct search_question question;
	uint64_t begun_us = now_us();

	if (!search_queue_take(service->queue, &question, begun_us / 1000))
		return;
	service->request = question.request;
	answer->id = service->request.id;
	answer->size = 0;
	answer->lang[0] = '\0';
	answer->status = answer_request(service);
	if (send_answer(answer, pairs[question.pair].fd))
		search_queue_answered(service->queue, &service->request,
		    now_us() - begun_us, begun_us / 1000);
	explicit_bzero(&question, sizeof question);
	explicit_bzero(&service->request, sizeof service->request);
	explicit_bzero(&service->found, sizeof service->found);
	explicit_bzero(answer->bytes, answer->size);
}

/* Has the supervisor gone?  Nothing is ever written to the pipe. */
static bool
has_ended(const struct pollfd *lifeline)
{
	char byte;

	return lifeline->revents != 0 &&
	       read(lifeline->fd, &byte, sizeof byte) == 0;
}

/* Take in what has come, from whichever pair. */
static void
receive_all(struct search_queue *queue, struct pollfd *pairs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if ((pairs[i].revents & POLLIN) != 0)
			receive(queue, pairs[i].fd, i);
		else if (pairs[i].revents != 0)
			pairs[i].fd = -1; /* poll passes over it from now on */
	}
}

static int
answer_all(struct search_service *service, struct pollfd *polled, size_t count)
{
	const struct pollfd *lifeline = &polled[count];

	for (;;) {
		int wait_ms = search_queue_is_empty(service->queue) ? -1 : 0;

		if (poll(polled, (nfds_t)count + 1, wait_ms) == -1) {
			if (errno != EINTR)
				return -1;
			continue;
		}
		if (has_ended(lifeline))
			return 0;
		receive_all(service->queue, polled, count);
		answer_next(service, polled);
	}
}

int
search_service_run(const struct sites *sites, struct search_indexes *indexes,
    const int *fds, size_t count, int lifeline_fd)
{
	struct pollfd polled[SEARCH_PAIRS_MAX + 1];
	struct search_service *service;
	int result;

	if (count > SEARCH_PAIRS_MAX) {
		errno = EINVAL;
		return -1;
	}
	service = calloc(1, sizeof *service);
	if (service == NULL)
		return -1;
	service->queue = search_queue_new();
	if (service->queue == NULL) {
		free(service);
		return -1;
	}
	service->sites = sites;
	service->indexes = indexes;
	for (size_t i = 0; i < count; i++)
		polled[i] = (struct pollfd){.fd = fds[i], .events = POLLIN};
	polled[count] = (struct pollfd){.fd = lifeline_fd, .events = POLLIN};
	result = answer_all(service, polled, count);
	search_queue_free(service->queue);
	free(service);
	return result;
}
