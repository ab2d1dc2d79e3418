/*
 * Bytes to and from a server, over TCP or TLS, with the waiting done.
 */
#ifndef FETCH_STREAM_H
#define FETCH_STREAM_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "span.h"
#include "tls_client.h"

/* How long a server may say nothing, in milliseconds. */
#define STREAM_IDLE_MS 30000

struct stream {
	int fd;                 /* owned */
	struct tls_client *tls; /* owned; NULL for plain TCP */
	int64_t deadline_ms;    /* of connect_now_ms; 0: only idleness counts */
	const char *fault;      /* why the last call failed */
	bool truncated;         /* it did for want of a close_notify */
	bool timed_out;         /* it did because nothing came */
};

/** stream_begin(stream, fd): plain TCP on ${fd}, which is the stream's now. */
void stream_begin(struct stream *stream, int fd);

/**
 * stream_begin_tls(stream, server_name):
 * Go on in TLS, with ${server_name} as SNI (NULL: none).  0, or -1 and
 * stream->fault.
 */
int stream_begin_tls(struct stream *stream, const char *server_name);

/**
 * stream_prepare_tls(stream, server_name), stream_shake_hands(stream):
 * The same in two steps, between which stream->tls may be told more.
 */
int stream_prepare_tls(struct stream *stream, const char *server_name);
int stream_shake_hands(struct stream *stream);

/** stream_write(stream, bytes): write all.  0, or -1 and stream->fault. */
int stream_write(struct stream *stream, struct span bytes);

/**
 * stream_read(stream, bytes, size):
 * Read at least one byte.  0 at the proper end; -1 and stream->fault on
 * failure, a TLS connection that ends without close_notify included.
 */
ssize_t stream_read(struct stream *stream, char *bytes, size_t size);

/** stream_close(stream): say goodbye and release all. */
void stream_close(struct stream *stream);

#endif
