/*
 * Bytes to and from a server; see stream.h.
 */
#include "stream.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "connect.h"

void
stream_begin(struct stream *stream, int fd)
{
	*stream = (struct stream){.fd = fd, .fault = ""};
}

/* Wait as long as idleness and deadline allow. */
static int
wait_for(struct stream *stream, short events)
{
	int64_t until_ms = connect_now_ms() + STREAM_IDLE_MS;

	if (stream->deadline_ms != 0 && stream->deadline_ms < until_ms)
		until_ms = stream->deadline_ms;
	if (connect_wait(stream->fd, events, until_ms) == 0)
		return 0;
	stream->timed_out = errno == ETIMEDOUT;
	stream->fault = stream->timed_out ? "the server does not answer in time"
					  : strerror(errno);
	return -1;
}

/* After a step of TLS: 1 done, 0 closed, -1 failed, -2 to be repeated. */
enum {
	AFTER_DONE = 1,
	AFTER_CLOSED = 0,
	AFTER_FAILED = -1,
	AFTER_AGAIN = -2
};

static int
after_step(struct stream *stream, enum tls_step step)
{
	switch (step) {
	case TLS_STEP_DONE:
		return AFTER_DONE;
	case TLS_STEP_WANT_READ:
		return wait_for(stream, POLLIN) == 0 ? AFTER_AGAIN
						     : AFTER_FAILED;
	case TLS_STEP_WANT_WRITE:
		return wait_for(stream, POLLOUT) == 0 ? AFTER_AGAIN
						      : AFTER_FAILED;
	case TLS_STEP_CLOSED:
		return AFTER_CLOSED;
	case TLS_STEP_TRUNCATED:
		stream->truncated = true;
		stream->fault = "the connection ended without close_notify: "
				"the answer may be cut short";
		return AFTER_FAILED;
	case TLS_STEP_FAILED:
		stream->fault = tls_client_error(stream->tls);
		return AFTER_FAILED;
	}
	return AFTER_FAILED;
}

int
stream_prepare_tls(struct stream *stream, const char *server_name)
{
	stream->tls = tls_client_new(stream->fd, server_name);
	if (stream->tls != NULL)
		return 0;
	stream->fault = "TLS cannot be set up";
	return -1;
}

int
stream_shake_hands(struct stream *stream)
{
	int after;

	do
		after = after_step(stream, tls_client_handshake(stream->tls));
	while (after == AFTER_AGAIN);
	/* There is no answer yet that could be cut short. */
	if (after == AFTER_CLOSED || stream->truncated) {
		stream->truncated = false;
		stream->fault = "the server closed in the TLS handshake";
	}
	return after == AFTER_DONE ? 0 : -1;
}

int
stream_begin_tls(struct stream *stream, const char *server_name)
{
	if (stream_prepare_tls(stream, server_name) == -1)
		return -1;
	return stream_shake_hands(stream);
}

/* Write some of the bytes; as after_step. */
static int
write_some(struct stream *stream, struct span bytes, size_t *count)
{
	ssize_t written;

	if (stream->tls != NULL)
		return after_step(stream,
		    tls_client_write(stream->tls, bytes.ptr, bytes.len, count));
	written = send(stream->fd, bytes.ptr, bytes.len, MSG_NOSIGNAL);
	if (written >= 0) {
		*count = (size_t)written;
		return AFTER_DONE;
	}
	if (errno == EAGAIN)
		return wait_for(stream, POLLOUT) == 0 ? AFTER_AGAIN
						      : AFTER_FAILED;
	stream->fault = strerror(errno);
	return errno == EINTR ? AFTER_AGAIN : AFTER_FAILED;
}

int
stream_write(struct stream *stream, struct span bytes)
{
	while (bytes.len > 0) {
		size_t count = 0;
		int after = write_some(stream, bytes, &count);

		if (after == AFTER_CLOSED)
			stream->fault = "the server closed the connection";
		if (after == AFTER_CLOSED || after == AFTER_FAILED)
			return -1;
		bytes = span_skip(bytes, count);
	}
	return 0;
}

/* Read some bytes; as after_step. */
static int
read_some(struct stream *stream, char *bytes, size_t size, size_t *count)
{
	ssize_t got;

	if (stream->tls != NULL)
		return after_step(
		    stream, tls_client_read(stream->tls, bytes, size, count));
	got = recv(stream->fd, bytes, size, 0);
	if (got >= 0) {
		*count = (size_t)got;
		return got == 0 ? AFTER_CLOSED : AFTER_DONE;
	}
	if (errno == EAGAIN)
		return wait_for(stream, POLLIN) == 0 ? AFTER_AGAIN
						     : AFTER_FAILED;
	stream->fault = strerror(errno);
	return errno == EINTR ? AFTER_AGAIN : AFTER_FAILED;
}

ssize_t
stream_read(struct stream *stream, char *bytes, size_t size)
{
	size_t count = 0;
	int after;

	do
		after = read_some(stream, bytes, size, &count);
	while (after == AFTER_AGAIN);
	return after == AFTER_DONE ? (ssize_t)count : after;
}

void
stream_close(struct stream *stream)
{
	if (stream->tls != NULL)
		tls_client_close(stream->tls);
	tls_client_free(stream->tls);
	close(stream->fd);
	*stream = (struct stream){.fd = -1, .fault = ""};
}
