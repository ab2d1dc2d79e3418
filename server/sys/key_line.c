#include "key_line.h"

#include <errno.h>
#include <stdbool.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>

#include "key_message.h"

static int64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int
key_line_open(struct key_line *line, int fd)
{
	static const struct timeval repeat = {
	    .tv_sec = KEY_LINE_REPEAT_MS / 1000,
	    .tv_usec = KEY_LINE_REPEAT_MS % 1000 * 1000L,
	};

	line->fd = fd;
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
answers(const struct key_reply *reply, ssize_t size,
    const struct key_request *request)
{
	return size == (ssize_t)sizeof *reply && reply->id == request->id &&
	       reply->size <= sizeof reply->bytes;
}

/*
 * Wait for the answer until the line is silent for KEY_LINE_REPEAT_MS.  0 if
 * it came; -1 with errno, EAGAIN for silence.
 */
static int
await(const struct key_line *line, const struct key_request *request,
    struct key_reply *reply)
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

int
key_line_ask(
    struct key_line *line, struct key_request *request, struct key_reply *reply)
{
	int64_t deadline_ms = now_ms() + KEY_LINE_TIMEOUT_MS;

	request->id = line->next_id++;
	do {
		/* No room: requests nobody reads yet; wait all the same. */
		if (send(line->fd, request, sizeof *request, MSG_NOSIGNAL) ==
			-1 &&
		    errno != EAGAIN && errno != EINTR)
			return -1;
		if (await(line, request, reply) == 0) {
			errno = EPERM;
			return reply->status == KEY_SIGNED ? 0 : -1;
		}
		if (errno != EAGAIN)
			return -1;
	} while (now_ms() < deadline_ms);

	errno = ETIMEDOUT;
	return -1;
}
