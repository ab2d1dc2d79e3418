/*
 * A worker's line to the keyholder: ask, and wait for the answer.
 *
 * The keyholder may be killed with a request half done.  A request is safe to
 * repeat, so it is sent again until an answer comes, its successor's if need
 * be, or the time is up.  A late answer to an earlier request is known by its
 * id and dropped.
 */
#ifndef TLS_SIGNING_CHANNEL_H
#define TLS_SIGNING_CHANNEL_H

#include <stdint.h>

struct signing_reply;
struct signing_request;

/*
 * How long an answer may take in all, and when to ask again.  After a timeout
 * nobody is asked for so long, unless an answer comes after all: a worker that
 * waits serves no one.
 */
#define SIGNING_CHANNEL_TIMEOUT_MS 2000
#define SIGNING_CHANNEL_REPEAT_MS 100
#define SIGNING_CHANNEL_REST_MS 1000

struct signing_channel {
	int fd; /* the worker's end of a signing_service_pair; not owned */
	uint64_t next_id;
	int64_t rests_until_ms; /* 0: it answers */
};

/**
 * signing_channel_open(line, fd):
 * Prepare ${fd}, before the process is confined.  Ids begin at random, as the
 * answers to a dead worker may still be in the socket.  0, or -1 with errno.
 */
int signing_channel_open(struct signing_channel *line, int fd);

/**
 * signing_channel_ask(line, request, reply):
 * Send ${request}, of which the id is set here, and wait for ${reply}; blocks
 * for up to SIGNING_CHANNEL_TIMEOUT_MS, or less where that was in vain before.
 * 0, or -1 with errno: ETIMEDOUT without an answer, EPERM if it was refused.
 */
int signing_channel_ask(struct signing_channel *line,
    struct signing_request *request, struct signing_reply *reply);

#endif
