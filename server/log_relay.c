#include "log_relay.h"

#include <fcntl.h>
#include <poll.h>
#include <syslog.h>
#include <unistd.h>

#include "span.h"

/* Bytes passed on at a time, and how often in a row. */
#define PASS_BYTES 16384
#define PASS_TURNS 16

/* A reader of our standard error that takes nothing loses lines, not us. */
#define STUCK_MS 100

int
log_relay_open(struct log_relay *relay)
{
	int ends[2];

	relay->syslog = false;
	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
		return -1;
	relay->read_fd = ends[0];
	relay->write_fd = ends[1];
	return 0;
}

void
log_relay_close(struct log_relay *relay)
{
	log_relay_pass(relay);
	close(relay->read_fd);
	close(relay->write_fd);
}

static void
pass_to_stderr(struct span lines)
{
	struct pollfd out = {.fd = STDERR_FILENO, .events = POLLOUT};

	while (lines.len > 0 && poll(&out, 1, STUCK_MS) > 0) {
		/* poll promises room for PIPE_BUF bytes, not for more. */
		size_t part = lines.len < 4096 ? lines.len : 4096;
		ssize_t count = write(STDERR_FILENO, lines.ptr, part);

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

void
log_relay_pass(struct log_relay *relay)
{
	char bytes[PASS_BYTES];

	for (int turn = 0; turn < PASS_TURNS; turn++) {
		ssize_t count = read(relay->read_fd, bytes, sizeof bytes);
		struct span lines = {bytes, count < 0 ? 0 : (size_t)count};

		if (count <= 0)
			return;
		if (relay->syslog)
			pass_to_syslog(lines);
		else
			pass_to_stderr(lines);
	}
}
