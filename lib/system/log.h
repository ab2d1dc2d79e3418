/*
 * Log lines: short, printable ASCII, never a wait.
 *
 * A line goes out in one write to a descriptor that may be a pipe or a
 * terminal; when it cannot take the line at once, the line is dropped and
 * counted, because a full disk must not stall a reader.
 */
#ifndef SYSTEM_LOG_H
#define SYSTEM_LOG_H

#include <stdbool.h>

#include "span.h"

/* Longest line, in bytes, its LF included; longer ones are cut. */
#define LOG_LINE_MAX 2048

/* Where lines go.  It does not own the descriptor. */
struct log {
	int fd;
	bool requests;         /* are log_request lines wanted? */
	unsigned long dropped; /* lines that found no room */
};

/**
 * log_message(log, format, ...):
 * Write "lozenged: " and the formatted message as one line.  Bytes that are
 * not printable ASCII are escaped as \xNN.
 */
void log_message(struct log *log, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/**
 * log_request(log, protocol, status, path, bytes, from):
 * Write one line for a request that has been answered: "gemini" or "gopher",
 * the Gemini status or Gopher item type, the path asked for (no query), and
 * how many bytes were handed over; and who asked, unless ${from} is empty.
 * Does nothing unless log->requests.
 */
void log_request(struct log *log, const char *protocol, const char *status,
    struct span path, unsigned long long bytes, const char *from);

#endif
