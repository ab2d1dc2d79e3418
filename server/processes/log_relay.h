/*
 * The log of all processes: lines from the children's pipe to where the host
 * wants them.
 *
 * Only the supervisor may wait for a slow disk or a full terminal; a child
 * whose line finds no room in the pipe drops it and goes on.
 */
#ifndef PROCESSES_LOG_RELAY_H
#define PROCESSES_LOG_RELAY_H

#include <stdbool.h>
#include <stddef.h>

#include "log.h"

/* Bytes passed on at a time. */
#define LOG_RELAY_BYTES 16384

struct log_relay {
	int read_fd;  /* readable when a child has written */
	int write_fd; /* what children log to */
	bool syslog;  /* or standard error */
	size_t len;   /* bytes of a line whose end has not been read yet */
	char bytes[LOG_RELAY_BYTES];
};

/** log_relay_open(relay): 0, or -1 with errno. */
int log_relay_open(struct log_relay *relay);

/** log_relay_close(relay): pass on what is left, then close. */
void log_relay_close(struct log_relay *relay);

/** log_relay_pass(relay): pass on what the children have written so far. */
void log_relay_pass(struct log_relay *relay);

#endif
