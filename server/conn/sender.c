#include "sender.h"

#include <errno.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tls.h"

/*
 * Bytes of a file taken at a time: many records a write while the client
 * keeps up, little memory when it does not.
 */
#define CHUNK_MIN TLS_RECORD_BYTES
#define CHUNK_START (4 * CHUNK_MIN)
#define CHUNK_MAX (16 * CHUNK_MIN)

/* Bytes that one connection may send before the others have a turn. */
#define TURN_BYTES (1 << 20)

/* Memory that the shared room keeps between connections. */
#define ROOM_KEPT_BYTES (1 << 19)

void
sender_init(struct sender *sender, int socket, struct sender_room *room)
{
	*sender = (struct sender){
	    .socket = socket,
	    .room = room,
	    .fd = -1,
	    .chunk = CHUNK_START,
	};
}

static void
close_file(struct sender *sender)
{
	if (sender->fd >= 0)
		close(sender->fd);
	sender->fd = -1;
}

void
sender_free(struct sender *sender)
{
	close_file(sender);
	buffer_free(&sender->unsent);
}

/* A reply's last bytes wait for the end that follows at once. */
static int
send_flags(const struct sender *sender)
{
	return sender->replies && sender->fd < 0 ? MSG_NOSIGNAL | MSG_MORE
						 : MSG_NOSIGNAL;
}

/* Give the socket as much of the bytes as it takes; -1 if it is broken. */
static int
give(struct sender *sender, struct span *bytes)
{
	while (bytes->len > 0) {
		ssize_t count = send(
		    sender->socket, bytes->ptr, bytes->len, send_flags(sender));

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return errno == EAGAIN ? 0 : -1;
		sender->taken += (unsigned long long)count;
		*bytes = span_skip(*bytes, (size_t)count);
	}
	return 0;
}

/* Go on with what the socket did not take before. */
static enum sender_verdict
give_unsent(struct sender *sender)
{
	struct span bytes =
	    span_skip(buffer_span(&sender->unsent), sender->unsent_start);

	if (give(sender, &bytes) != 0)
		return SENDER_BROKEN;
	sender->unsent_start = sender->unsent.len - bytes.len;
	if (bytes.len > 0)
		return SENDER_BLOCKED;
	buffer_free(&sender->unsent);
	sender->unsent_start = 0;
	return SENDER_DONE;
}

/* Give the socket these bytes, and keep what it does not take. */
static enum sender_verdict
give_or_keep(struct sender *sender, struct span bytes)
{
	if (sender->unsent.len == 0 && give(sender, &bytes) != 0)
		return SENDER_BROKEN;
	if (bytes.len == 0)
		return SENDER_DONE;
	buffer_append(&sender->unsent, bytes);
	return sender->unsent.failed ? SENDER_BROKEN : SENDER_BLOCKED;
}

enum sender_verdict
sender_flush(struct sender *sender)
{
	struct buffer *out = &sender->room->out;
	enum sender_verdict verdict = SENDER_BROKEN;

	if (!out->failed)
		verdict = give_or_keep(sender, buffer_span(out));
	if (verdict == SENDER_DONE && sender->unsent.len > 0)
		verdict = give_unsent(sender);
	buffer_recycle(out, ROOM_KEPT_BYTES);
	return verdict;
}

/* Has less than half of what the socket took reached the client? */
static bool
is_behind(const struct sender *sender)
{
	return sender_confirmed(sender) < sender->taken / 2;
}

/* Less memory for a client that is slow, more records for one that is not. */
static void
adapt_chunk(struct sender *sender, enum sender_verdict verdict)
{
	if (is_behind(sender))
		sender->chunk = CHUNK_MIN;
	else if (verdict == SENDER_BLOCKED && sender->chunk > CHUNK_MIN)
		sender->chunk /= 2;
	else if (verdict == SENDER_DONE && sender->chunk < CHUNK_MAX)
		sender->chunk *= 2;
}

/* What to take of the file: with what stands before it, whole TLS records. */
static size_t
size_of_chunk(const struct sender *sender)
{
	int64_t left = sender->size - sender->offset;
	size_t most = sender->chunk - sender->room->plain.len % CHUNK_MIN;

	return left < (int64_t)most ? (size_t)left : most;
}

/* Read the next part of the file into the shared room; false if it cannot. */
static bool
read_chunk(struct sender *sender)
{
	struct buffer *plain = &sender->room->plain;
	size_t want = size_of_chunk(sender);
	struct buffer raw = BUFFER_EMPTY;
	struct buffer *into = sender->framing == REPLY_TEXT ? &raw : plain;
	char *bytes = buffer_reserve(into, want);
	ssize_t count = -1;

	if (bytes != NULL)
		count = pread(sender->fd, bytes, want, sender->offset);
	if (count > 0) {
		into->len += (size_t)count;
		sender->offset += count;
	}
	if (sender->framing == REPLY_TEXT)
		gopher_text_part(&sender->text, plain, buffer_span(&raw));
	buffer_free(&raw);
	return count > 0 && !plain->failed;
}

/* Add what ends the reply, once all of the file has been read. */
static void
finish_plain(struct sender *sender)
{
	if (sender->fd >= 0 && sender->framing == REPLY_TEXT)
		gopher_text_end(&sender->text, &sender->room->plain);
	close_file(sender);
}

/* Put the shared room's plain bytes on their way. */
static enum sender_verdict
send_plain(struct sender *sender)
{
	struct buffer *plain = &sender->room->plain;
	enum sender_verdict verdict;

	if (plain->failed) {
		/* Without memory: better nothing than a part for the whole. */
		verdict = SENDER_CUT;
	} else if (sender->tls == NULL) {
		verdict = give_or_keep(sender, buffer_span(plain));
	} else if (tls_write(sender->tls, buffer_span(plain)) != 0) {
		verdict = SENDER_BROKEN;
	} else {
		if (sender->fd < 0)
			tls_close_notify(sender->tls);
		verdict = sender_flush(sender);
	}
	buffer_recycle(plain, ROOM_KEPT_BYTES);
	return verdict;
}

/* A plain file needs no copy through our memory. */
static enum sender_verdict
send_by_kernel(struct sender *sender)
{
	size_t turn = TURN_BYTES;

	while (sender->offset < sender->size && turn > 0) {
		int64_t left = sender->size - sender->offset;
		size_t want = left < (int64_t)turn ? (size_t)left : turn;
		off_t offset = sender->offset;
		ssize_t count =
		    sendfile(sender->socket, sender->fd, &offset, want);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return errno == EAGAIN ? SENDER_BLOCKED : SENDER_BROKEN;
		if (count == 0)
			return SENDER_CUT;
		sender->taken += (unsigned long long)count;
		sender->offset = offset;
		turn -= (size_t)count;
	}
	if (sender->offset < sender->size)
		return SENDER_BUSY;
	close_file(sender);
	return SENDER_DONE;
}

/* Send the file, or what is left of it, after the head in the shared room. */
static enum sender_verdict
send_file(struct sender *sender)
{
	enum sender_verdict verdict;
	int64_t begun = sender->offset;

	do {
		if (sender->offset < sender->size && !read_chunk(sender)) {
			buffer_recycle(&sender->room->plain, ROOM_KEPT_BYTES);
			return SENDER_CUT;
		}
		if (sender->offset == sender->size)
			finish_plain(sender);
		verdict = send_plain(sender);
		if (sender->fd < 0)
			return verdict;
		adapt_chunk(sender, verdict);
		if (verdict != SENDER_DONE)
			return verdict;
	} while (sender->offset - begun < TURN_BYTES);
	return SENDER_BUSY;
}

enum sender_verdict
sender_start(struct sender *sender, const struct reply *reply, struct tls *tls)
{
	enum sender_verdict verdict;

	sender->tls = tls;
	sender->replies = true;
	sender->fd = reply->fd;
	sender->size = reply->file_size;
	sender->framing = reply->framing;
	if (tls != NULL || reply->framing == REPLY_TEXT) {
		buffer_append(&sender->room->plain, reply->head);
		return send_file(sender);
	}
	verdict = give_or_keep(sender, reply->head);
	if (verdict != SENDER_DONE || sender->fd < 0)
		return verdict;
	return send_by_kernel(sender);
}

enum sender_verdict
sender_continue(struct sender *sender)
{
	enum sender_verdict verdict = give_unsent(sender);

	if (verdict != SENDER_DONE || sender->fd < 0)
		return verdict;
	if (sender->tls == NULL && sender->framing == REPLY_RAW)
		return send_by_kernel(sender);
	return send_file(sender);
}

unsigned long long
sender_unacknowledged(const struct sender *sender)
{
	int queued = 0;

	if (ioctl(sender->socket, SIOCOUTQ, &queued) != 0 || queued < 0)
		return 0;
	return (unsigned long long)queued;
}

unsigned long long
sender_confirmed(const struct sender *sender)
{
	unsigned long long queued = sender_unacknowledged(sender);

	/* What ends the connection counts as a byte that was never taken. */
	return queued < sender->taken ? sender->taken - queued : 0;
}
