#include "signing_channel.h"

#include <errno.h>
#include <stdbool.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>

#include "signing_message.h"

static int64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int
signing_channel_open(struct signing_channel *line, int fd)
{
	static const struct timeval repeat = {
	    .tv_sec = SIGNING_CHANNEL_REPEAT_MS / 1000,
	    .tv_usec = SIGNING_CHANNEL_REPEAT_MS % 1000 * 1000L,
	};

	line->fd = fd;
	line->rests_until_ms = 0;
	if (getrandom(&line->next_id, sizeof line->next_id, 0) !=
	    (ssize_t)sizeof line->next_id)
		return -1;
	/* A timeout in the socket saves a poll for every signature. */
	if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &repeat, sizeof repeat) ==
	    -1)
		return -1;
	return setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &repeat, sizeof repeat);
}

/* Is this a whole answer to that request? */
static bool
answers(const struct signing_reply *reply, ssize_t size,
    const struct signing_request *request)
{
	return size == (ssize_t)sizeof *reply && reply->id == request->id &&
	       reply->size <= sizeof reply->bytes;
}

/*
 * Wait for the answer until the line is silent for SIGNING_CHANNEL_REPEAT_MS.
 * 0 if it came; -1 with errno, EAGAIN for silence.
 */
static int
await(const struct signing_channel *line, const struct signing_request *request,
    struct signing_reply *reply)
{
	ssize_t size;

	do {
		size = recv(line->fd, reply, sizeof *reply, MSG_TRUNC);
		if (size == 0)
			errno = ECONNRESET;
		if (size <= 0 && errno != EINTR)
			return -1;
	} while (!answers(reply, size, request));
	return 0;
}

/* Has an answer come since, if too late for its request? */
static bool
has_spoken(const struct signing_channel *line)
{
	char byte;

	return recv(line->fd, &byte, sizeof byte, MSG_PEEK | MSG_DONTWAIT) > 0;
}

/* How long to wait for an answer now; after silence just to try. */
static int64_t
patience_ms(struct signing_channel *line)
{
	if (line->rests_until_ms != 0 && has_spoken(line))
		line->rests_until_ms = 0;
	if (line->rests_until_ms == 0)
		return SIGNING_CHANNEL_TIMEOUT_MS;
	return now_ms() < line->rests_until_ms ? 0 : SIGNING_CHANNEL_REPEAT_MS;
}

/* Ask until the deadline. */
static int
ask_until(struct signing_channel *line, const struct signing_request *request,
    struct signing_reply *reply, int64_t deadline_ms)
{

	do {
		/* No room: requests nobody reads yet; wait all the same. */
		if (send(line->fd, request, sizeof *request, MSG_NOSIGNAL) ==
			-1 &&
		    errno != EAGAIN && errno != EINTR)
			return -1;
		if (await(line, request, reply) == 0)
			return 0;
		if (errno != EAGAIN)
			return -1;
	} while (now_ms() < deadline_ms);

	errno = ETIMEDOUT;
	return -1;
}

int
signing_channel_ask(struct signing_channel *line,
    struct signing_request *request, struct signing_reply *reply)
{
	int64_t patience = patience_ms(line);

	if (patience == 0) {
		errno = ETIMEDOUT;
		return -1;
	}
	request->id = line->next_id++;
	if (ask_until(line, request, reply, now_ms() + patience) != 0) {
		if (errno == ETIMEDOUT)
			line->rests_until_ms =
			    now_ms() + SIGNING_CHANNEL_REST_MS;
		return -1;
	}
	line->rests_until_ms = 0;
	errno = EPERM;
	return reply->status == KEY_SIGNED ? 0 : -1;
}
