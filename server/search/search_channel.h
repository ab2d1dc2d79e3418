/*
 * A worker's line to the search process: ask, go on, and be answered later.
 *
 * Nothing here waits.  A question may be lost with the process that it was
 * sent to, so whoever asks has a deadline, and may ask again.
 */
#ifndef SEARCH_SEARCH_CHANNEL_H
#define SEARCH_SEARCH_CHANNEL_H

#include <stdbool.h>
#include <stdint.h>

struct search_answer;
struct search_request;

struct search_channel {
	int fd; /* the worker's end of a pair; not owned */
	uint64_t next_id;
};

/**
 * search_channel_pair(fds):
 * Make a socket pair: fds[0] for the search process, fds[1] for a worker; both
 * close on exec, neither ever waits.  0, or -1 with errno.
 */
int search_channel_pair(int fds[2]);

/**
 * search_channel_open(channel, fd):
 * Prepare ${fd}.  Ids begin at random, as answers to a dead worker may still
 * be in the socket.  0, or -1 with errno.
 */
int search_channel_open(struct search_channel *channel, int fd);

/** search_channel_id(channel): an id for a new question. */
uint64_t search_channel_id(struct search_channel *channel);

/**
 * search_channel_ask(channel, request):
 * Send ${request}; false if there is no room for it just now.
 */
bool search_channel_ask(
    const struct search_channel *channel, const struct search_request *request);

/**
 * search_channel_receive(channel, answer):
 * Take the next answer; false if there is none.  A message that is none is
 * passed over.
 */
bool search_channel_receive(
    const struct search_channel *channel, struct search_answer *answer);

#endif
