/*
 * Sending a reply: head and file, plain or through TLS, at the client's pace.
 *
 * As few writes as can be: a small reply and its close_notify leave in one, a
 * large file in writes of many records.  A file is never whole in memory.
 */
#ifndef CONN_SENDER_H
#define CONN_SENDER_H

#include <stdbool.h>
#include <stdint.h>

#include "buffer.h"
#include "gopher_text.h"
#include "reply.h"

struct tls;

/*
 * Room that all connections of a worker share, because only one is served at a
 * time.
 */
struct sender_room {
	struct buffer plain; /* bytes before encryption */
	struct buffer out;   /* bytes for the socket: what tls.h appends to */
};

/* What is left to send on one connection. */
struct sender {
	int socket;
	struct tls *tls; /* borrowed; NULL: plain */
	struct sender_room *room;
	struct buffer unsent; /* for the socket, which would not take it yet */
	size_t unsent_start;  /* what of it has gone since */
	bool replies;         /* it has begun to */
	int fd;               /* the file being sent, owned; -1: none */
	int64_t offset, size; /* bytes of the file */
	enum reply_framing framing;
	struct gopher_text text;
	size_t chunk;             /* bytes of the file to take at a time */
	unsigned long long taken; /* bytes that the socket took in all */
};

enum sender_verdict {
	SENDER_DONE,    /* all of it has gone to the kernel */
	SENDER_BLOCKED, /* call again when the socket takes more */
	SENDER_BUSY,    /* there is more, but let others have a turn */
	SENDER_CUT,     /* no more of the reply can be had: break it off */
	SENDER_BROKEN,  /* the connection or the session is gone */
};

/**
 * sender_init(sender, socket, room):
 * Nothing to send yet.  ${socket} is non-blocking and stays the caller's, who
 * ignores SIGPIPE.
 */
void sender_init(struct sender *sender, int socket, struct sender_room *room);

/** sender_free(sender): close its file, release its memory. */
void sender_free(struct sender *sender);

/**
 * sender_flush(sender):
 * Hand what stands in room->out to the socket; what it does not take is kept
 * for later.  DONE, BLOCKED or BROKEN.
 */
enum sender_verdict sender_flush(struct sender *sender);

/**
 * sender_start(sender, reply, tls):
 * Begin to send ${reply}, whose file becomes the sender's, through ${tls}
 * (NULL: plain).  With TLS its end is marked by close_notify.
 *
 * After DONE, shut the socket down at once: the last bytes wait for that, so
 * that they and the connection's end leave in one packet.
 */
enum sender_verdict sender_start(
    struct sender *sender, const struct reply *reply, struct tls *tls);

/** sender_continue(sender): go on after BLOCKED or BUSY. */
enum sender_verdict sender_continue(struct sender *sender);

/**
 * sender_unacknowledged(sender):
 * Bytes that the kernel has taken but the client has not confirmed.
 */
unsigned long long sender_unacknowledged(const struct sender *sender);

/** sender_confirmed(sender): bytes that the client has confirmed so far. */
unsigned long long sender_confirmed(const struct sender *sender);

#endif
