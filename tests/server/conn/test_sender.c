/*
 * Sending replies without TLS: whole, in parts, framed, and cut short.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sender.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A sender, its client's end, and what has arrived there. */
struct meeting {
	struct sender_room room;
	struct sender sender;
	int fds[2];
	struct buffer got;
	bool ended;
};

static void
meet(struct meeting *meeting)
{
	int small = 4096;

	memset(meeting, 0, sizeof *meeting);
	assert_int_equal(
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, meeting->fds),
	    0);
	setsockopt(
	    meeting->fds[0], SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
	sender_init(&meeting->sender, meeting->fds[0], &meeting->room);
}

static void
part(struct meeting *meeting)
{
	sender_free(&meeting->sender);
	buffer_free(&meeting->room.plain);
	buffer_free(&meeting->room.out);
	buffer_free(&meeting->got);
	close(meeting->fds[0]);
	close(meeting->fds[1]);
}

/* The client takes up to so many bytes. */
static void
take(struct meeting *meeting, size_t most)
{
	char bytes[65536];
	ssize_t count = recv(meeting->fds[1], bytes,
	    most < sizeof bytes ? most : sizeof bytes, 0);

	if (count > 0)
		buffer_append(
		    &meeting->got, (struct span){bytes, (size_t)count});
}

/* Send it to a client that takes ${most} bytes whenever there is no room. */
static enum sender_verdict
send_to(struct meeting *meeting, const struct reply *reply, size_t most)
{
	enum sender_verdict verdict =
	    sender_start(&meeting->sender, reply, NULL);

	for (int turn = 0; turn < 100000; turn++) {
		/* the shared room is another's between two calls */
		assert_int_equal(meeting->room.plain.len, 0);
		assert_int_equal(meeting->room.out.len, 0);
		if (verdict != SENDER_BLOCKED && verdict != SENDER_BUSY)
			break;
		take(meeting, most);
		verdict = sender_continue(&meeting->sender);
	}
	return verdict;
}

static void
take_rest(struct meeting *meeting)
{
	size_t before;

	do {
		before = meeting->got.len;
		take(meeting, SIZE_MAX);
	} while (meeting->got.len > before);
}

/* A file of ${len} bytes that tell where they stand. */
static int
make_file(size_t len)
{
	int fd = memfd_create("file", MFD_CLOEXEC);
	char *bytes = malloc(len + 1);

	for (size_t i = 0; i < len; i++)
		bytes[i] = (char)('a' + (i / 7 + i / 1000) % 26);
	if (write(fd, bytes, len) != (ssize_t)len)
		abort();
	free(bytes);
	return fd;
}

static void
test_sizes_and_paces(void **state)
{
	static const size_t sizes[] = {
	    0, 1, 4095, 16384, 65536, 65537, 300000, (3 << 20) + 5};
	static const size_t paces[] = {100000, 65536, 3000};

	(void)state;
	for (size_t i = 0; i < COUNT(sizes) * COUNT(paces); i++) {
		size_t size = sizes[i / COUNT(paces)];
		struct meeting meeting;
		struct reply reply = {.head = SPAN("head\r\n"),
		    .fd = make_file(size),
		    .file_size = (int64_t)size};
		char *bytes = malloc(size + 1);

		assert_int_equal(
		    pread(reply.fd, bytes, size, 0), (ssize_t)size);
		meet(&meeting);
		assert_int_equal(
		    send_to(&meeting, &reply, paces[i % COUNT(paces)]),
		    SENDER_DONE);
		assert_int_equal(meeting.sender.taken, size + 6);
		assert_int_equal(fcntl(reply.fd, F_GETFD), -1); /* closed */
		take_rest(&meeting);
		assert_int_equal(meeting.got.len, size + 6);
		assert_memory_equal(meeting.got.ptr, "head\r\n", 6);
		assert_memory_equal(meeting.got.ptr + 6, bytes, size);
		free(bytes);
		part(&meeting);
	}
}

/* Two ends of a TCP connection; the first is the server's. */
static void
connect_pair(int fds[2])
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t len = sizeof address;
	int listening = socket(AF_INET, SOCK_STREAM, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(
	    bind(listening, (struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(listen(listening, 1), 0);
	getsockname(listening, (struct sockaddr *)&address, &len);
	fds[1] = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(
	    connect(fds[1], (struct sockaddr *)&address, sizeof address), 0);
	fds[0] = accept(listening, NULL, NULL);
	assert_true(fds[0] >= 0);
	close(listening);
}

/* Segments that a socket has sent so far. */
static unsigned
segments_out(int fd)
{
	struct tcp_info info;
	socklen_t len = sizeof info;

	assert_int_equal(getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len), 0);
	return info.tcpi_segs_out;
}

/* A short reply and the end of the connection are one segment. */
static void
test_end_in_last_segment(void **state)
{
	struct meeting meeting = {.ended = false};
	struct reply reply = {.head = SPAN("head\r\n"), .fd = -1};
	unsigned before;

	(void)state;
	connect_pair(meeting.fds);
	sender_init(&meeting.sender, meeting.fds[0], &meeting.room);
	before = segments_out(meeting.fds[0]);
	assert_int_equal(
	    sender_start(&meeting.sender, &reply, NULL), SENDER_DONE);
	shutdown(meeting.fds[0], SHUT_WR);
	assert_int_equal(segments_out(meeting.fds[0]) - before, 1);
	take(&meeting, SIZE_MAX);
	assert_int_equal(meeting.got.len, reply.head.len);
	assert_int_equal(recv(meeting.fds[1], &before, sizeof before, 0), 0);
	part(&meeting);
}

static void
test_without_a_file(void **state)
{
	static char long_head[100000];
	const struct span heads[] = {
	    SPAN(""), SPAN("51 \r\n"), {long_head, sizeof long_head}};

	(void)state;
	memset(long_head, 'x', sizeof long_head);
	for (size_t i = 0; i < COUNT(heads); i++) {
		struct meeting meeting;
		struct reply reply = {.head = heads[i], .fd = -1};

		meet(&meeting);
		assert_int_equal(send_to(&meeting, &reply, 999), SENDER_DONE);
		take_rest(&meeting);
		assert_int_equal(meeting.got.len, heads[i].len);
		part(&meeting);
	}
}

/* Line ends, dots and CRs on both sides of where a file is cut into parts. */
static void
test_text_over_borders(void **state)
{
	static const char *const borders[] = {
	    "\n.", "\r\n.", "\r\n", ".", "\r", "\n", "\r\r\n", "x\n..\n"};

	(void)state;
	for (size_t i = 0; i < COUNT(borders) * 4; i++) {
		const char *border = borders[i / 4];
		size_t before = 65536 - 2 + i % 4;
		size_t size = before + strlen(border) + 70000;
		char *bytes = malloc(size);
		struct buffer framed = BUFFER_EMPTY;
		struct reply reply = {.head = SPAN(""),
		    .fd = memfd_create("text", MFD_CLOEXEC),
		    .file_size = (int64_t)size,
		    .framing = REPLY_TEXT};
		struct meeting meeting;

		memset(bytes, 'x', size);
		memcpy(bytes + before, border, strlen(border));
		assert_int_equal(write(reply.fd, bytes, size), (ssize_t)size);
		gopher_text_frame(&framed, (struct span){bytes, size});
		meet(&meeting);
		assert_int_equal(send_to(&meeting, &reply, 20000), SENDER_DONE);
		take_rest(&meeting);
		assert_int_equal(meeting.got.len, framed.len);
		assert_memory_equal(meeting.got.ptr, framed.ptr, framed.len);
		buffer_free(&framed);
		free(bytes);
		part(&meeting);
	}
}

/* Others have their turn, even if this client takes all at once. */
static void
test_turns(void **state)
{
	static const enum reply_framing framings[] = {REPLY_RAW, REPLY_TEXT};

	(void)state;
	for (size_t i = 0; i < COUNT(framings); i++) {
		struct meeting meeting;
		struct reply reply = {.head = SPAN(""),
		    .fd = make_file(3 << 20),
		    .file_size = 3 << 20,
		    .framing = framings[i]};
		int large = 8 << 20;
		enum sender_verdict verdict;

		meet(&meeting);
		setsockopt(meeting.fds[0], SOL_SOCKET, SO_SNDBUFFORCE, &large,
		    sizeof large);
		verdict = sender_start(&meeting.sender, &reply, NULL);
		assert_true(
		    verdict == SENDER_BUSY || verdict == SENDER_BLOCKED);
		assert_true(meeting.sender.taken <= (1 << 20) + (1 << 19));
		part(&meeting);
		assert_int_equal(fcntl(reply.fd, F_GETFD), -1);
	}
}

static void
test_a_file_that_shrinks(void **state)
{
	static const enum reply_framing framings[] = {REPLY_RAW, REPLY_TEXT};

	(void)state;
	for (size_t i = 0; i < COUNT(framings); i++) {
		struct meeting meeting;
		struct reply reply = {.head = SPAN("h"),
		    .fd = make_file(400000),
		    .file_size = 400000,
		    .framing = framings[i]};
		enum sender_verdict verdict;

		meet(&meeting);
		verdict = sender_start(&meeting.sender, &reply, NULL);
		assert_int_equal(verdict, SENDER_BLOCKED);
		assert_int_equal(ftruncate(reply.fd, 200000), 0);
		while (verdict == SENDER_BLOCKED || verdict == SENDER_BUSY) {
			take(&meeting, SIZE_MAX);
			verdict = sender_continue(&meeting.sender);
		}
		assert_int_equal(verdict, SENDER_CUT);
		take_rest(&meeting);
		assert_int_equal(meeting.got.len, 200001);
		part(&meeting);
	}
}

/* Without memory for all of it, nothing goes out as if it were the whole. */
static void
test_without_memory(void **state)
{
	static const struct {
		size_t room;
		const char *head;
		size_t file_bytes;
		enum reply_framing framing;
		enum sender_verdict verdict;
	} rows[] = {
	    {8, "3No\r\n.\r\n", 0, REPLY_TEXT, SENDER_DONE},
	    {7, "3No\r\n.\r\n", 0, REPLY_TEXT, SENDER_CUT},
	    {10 + 5, "", 10, REPLY_TEXT, SENDER_DONE}, /* "\r\n.\r\n" */
	    {10 + 4, "", 10, REPLY_TEXT, SENDER_CUT},
	    {10, "", 10, REPLY_TEXT, SENDER_CUT},
	    {9, "", 10, REPLY_TEXT, SENDER_CUT},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct meeting meeting;
		struct reply reply = {.head = span_from(rows[i].head),
		    .fd = rows[i].file_bytes > 0 ? make_file(rows[i].file_bytes)
						 : -1,
		    .file_size = (int64_t)rows[i].file_bytes,
		    .framing = rows[i].framing};

		meet(&meeting);
		meeting.room.plain = BUFFER_LIMITED(rows[i].room);
		if (send_to(&meeting, &reply, SIZE_MAX) != rows[i].verdict)
			fail_msg("row %zu", i);
		take_rest(&meeting);
		assert_int_equal(meeting.got.len,
		    rows[i].verdict == SENDER_DONE ? rows[i].room : 0);
		part(&meeting);
	}
}

/* One that grows is sent as long as it was. */
static void
test_a_file_that_grows(void **state)
{
	struct meeting meeting;
	struct reply reply = {
	    .head = SPAN(""), .fd = make_file(5000), .file_size = 3000};

	(void)state;
	meet(&meeting);
	assert_int_equal(send_to(&meeting, &reply, 100), SENDER_DONE);
	take_rest(&meeting);
	assert_int_equal(meeting.got.len, 3000);
	part(&meeting);
}

static void
test_a_client_that_is_gone(void **state)
{
	static const enum reply_framing framings[] = {REPLY_RAW, REPLY_TEXT};

	(void)state;
	for (size_t i = 0; i < COUNT(framings); i++) {
		struct meeting meeting;
		struct reply reply = {.head = SPAN("h"),
		    .fd = make_file(400000),
		    .file_size = 400000,
		    .framing = framings[i]};

		meet(&meeting);
		assert_int_equal(sender_start(&meeting.sender, &reply, NULL),
		    SENDER_BLOCKED);
		close(meeting.fds[1]);
		assert_int_equal(
		    sender_continue(&meeting.sender), SENDER_BROKEN);
		part(&meeting);
	}
}

/* What TLS appends to the room goes out in order, also while it is stuck. */
static void
test_flush(void **state)
{
	static char bytes[30000];
	struct meeting meeting;

	(void)state;
	memset(bytes, 'b', sizeof bytes);
	meet(&meeting);
	assert_int_equal(sender_flush(&meeting.sender), SENDER_DONE);
	buffer_append(&meeting.room.out, (struct span){bytes, sizeof bytes});
	assert_int_equal(sender_flush(&meeting.sender), SENDER_BLOCKED);
	assert_int_equal(meeting.room.out.len, 0);
	buffer_append_text(&meeting.room.out, "end");
	assert_int_equal(sender_flush(&meeting.sender), SENDER_BLOCKED);
	for (int turn = 0; turn < 100; turn++) {
		take(&meeting, SIZE_MAX);
		if (sender_flush(&meeting.sender) == SENDER_DONE)
			break;
	}
	take_rest(&meeting);
	assert_int_equal(meeting.got.len, sizeof bytes + 3);
	assert_memory_equal(meeting.got.ptr + sizeof bytes, "end", 3);

	/* no memory for what it said: its own end, nobody else's */
	meeting.room.out.failed = true;
	assert_int_equal(sender_flush(&meeting.sender), SENDER_BROKEN);
	assert_false(meeting.room.out.failed);
	part(&meeting);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sizes_and_paces),
	    cmocka_unit_test(test_end_in_last_segment),
	    cmocka_unit_test(test_without_a_file),
	    cmocka_unit_test(test_text_over_borders),
	    cmocka_unit_test(test_turns),
	    cmocka_unit_test(test_a_file_that_shrinks),
	    cmocka_unit_test(test_without_memory),
	    cmocka_unit_test(test_a_file_that_grows),
	    cmocka_unit_test(test_a_client_that_is_gone),
	    cmocka_unit_test(test_flush),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
