#include "log_relay.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

#include "span.h"

/* How often in a row bytes are passed on. */
#define PASS_TURNS 16

/* A reader of our standard error that takes nothing loses lines, not us. */
#define STUCK_MS 100

int
log_relay_open(struct log_relay *relay)
{
	int ends[2];

	relay->syslog = false;
	relay->len = 0;
	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
		return -1;
	relay->read_fd = ends[0];
	relay->write_fd = ends[1];
	return 0;
}

static void
pass_to_stderr(struct span lines)
{
	struct pollfd out = {.fd = STDERR_FILENO, .events = POLLOUT};

	while (lines.len > 0 && poll(&out, 1, STUCK_MS) > 0) {
		/* poll promises room for PIPE_BUF bytes, not for more. */
		size_t part = lines.len < 4096 ? lines.len : 4096;
		ssize_t count = write(STDERR_FILENO, lines.ptr, part);

		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			return;
		lines = span_skip(lines, (size_t)count);
	}
}

static void
pass_to_syslog(struct span lines)
{
	const struct span prefix = SPAN("lozenged: ");
	struct span line;

	while (span_take_line(&line, &lines)) {
		if (span_starts_with(line, prefix))
			line = span_skip(line, prefix.len);
		syslog(LOG_DAEMON | LOG_INFO, "%.*s", (int)line.len, line.ptr);
	}
}

static void
pass_on(struct log_relay *relay, size_t len)
{
	struct span lines = {relay->bytes, len};

	if (relay->syslog)
		pass_to_syslog(lines);
	else
		pass_to_stderr(lines);
	relay->len -= len;
	memmove(relay->bytes, relay->bytes + len, relay->len);
}

/* Lines are written whole, but a read may end within one. */
static void
pass_whole_lines(struct log_relay *relay)
{
	struct span bytes = {relay->bytes, relay->len};
	size_t end = span_find_last(bytes, '\n');

	if (end < bytes.len)
		pass_on(relay, end + 1);
	else if (bytes.len == sizeof relay->bytes)
		pass_on(relay, bytes.len);
}

void
log_relay_pass(struct log_relay *relay)
{
	for (int turn = 0; turn < PASS_TURNS; turn++) {
		ssize_t count = read(relay->read_fd, relay->bytes + relay->len,
		    sizeof relay->bytes - relay->len);

		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			return;
		relay->len += (size_t)count;
		pass_whole_lines(relay);
	}
}

void
log_relay_close(struct log_relay *relay)
{
	log_relay_pass(relay);
	pass_on(relay, relay->len);
	close(relay->read_fd);
	close(relay->write_fd);
}
