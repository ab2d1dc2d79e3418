/*
 * Bytes to and from a server that is slow, rude or gone.
 */
#include "stream.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>
#include <cmocka.h>

#include <sys/socket.h>

#include "connect.h"
#include "failing_call.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

FAILING_CALL(ssize_t, send, (int fd, const void *bytes, size_t size, int flags),
    (fd, bytes, size, flags), -1)
FAILING_CALL(ssize_t, recv, (int fd, void *bytes, size_t size, int flags),
    (fd, bytes, size, flags), -1)

static struct stream stream;
static int server_fd;

static int
set_up(void **state)
{
	int ends[2];

	(void)state;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0,
		ends) != 0)
		return -1;
	stream_begin(&stream, ends[0]);
	server_fd = ends[1];
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	stream_close(&stream);
	close(server_fd);
	return 0;
}

static void
test_interruptions(void **state)
{
	static const struct {
		const char *call;
		int error;
		const char *fault; /* or NULL: it goes on */
	} rows[] = {
	    {"send", EINTR, NULL},
	    {"send", EAGAIN, NULL},
	    {"send", EPIPE, "Broken pipe"},
	    {"recv", EINTR, NULL},
	    {"recv", EAGAIN, NULL},
	    {"recv", ECONNRESET, "Connection reset by peer"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char bytes[16] = "";
		int sent;
		ssize_t got = -1;

		assert_int_equal(write(server_fd, "hello", 5), 5);
		failing_call_begin(rows[i].call, 0, 1, rows[i].error);
		sent = stream_write(&stream, SPAN("ask\r\n"));
		if (sent == 0)
			got = stream_read(&stream, bytes, sizeof bytes);
		assert_int_equal(failing_call_end(), 1);
		if (rows[i].fault == NULL) {
			assert_int_equal(sent, 0);
			assert_int_equal(got, 5);
			assert_memory_equal(bytes, "hello", 5);
			assert_int_equal(
			    read(server_fd, bytes, sizeof bytes), 5);
			assert_memory_equal(bytes, "ask\r\n", 5);
		} else {
			assert_int_equal(got, -1);
			assert_string_equal(stream.fault, rows[i].fault);
			tear_down(NULL);
			assert_int_equal(set_up(NULL), 0);
		}
	}
}

static void
test_end(void **state)
{
	char byte;

	(void)state;
	assert_int_equal(shutdown(server_fd, SHUT_WR), 0);
	assert_int_equal(stream_read(&stream, &byte, 1), 0);
	assert_false(stream.truncated);
}

/* The deadline counts, whether one waits to read or to write. */
static void
test_deadline(void **state)
{
	static const char bytes[65536];
	char byte;

	(void)state;
	stream.deadline_ms = connect_now_ms() + 20;
	assert_int_equal(stream_read(&stream, &byte, 1), -1);
	assert_true(stream.timed_out);
	assert_string_equal(stream.fault, "the server does not answer in time");
	assert_true(connect_now_ms() >= stream.deadline_ms);

	/* It reads nothing: sooner or later there is no room. */
	stream.timed_out = false;
	for (int i = 0; i < 1000 && !stream.timed_out; i++)
		stream_write(&stream, (struct span){bytes, sizeof bytes});
	assert_true(stream.timed_out);
}

/* What is no TLS, or ends before there is any. */
static void
test_no_handshake(void **state)
{
	static const struct {
		const char *sent, *fault;
	} rows[] = {
	    {"", "the server closed in the TLS handshake"},
	    {"HTTP/1.0 400\r\n\r\n", "wrong version number"},
	    {"\x15\x03\x03\x00\x02\x02\x28", "handshake failure"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t len = strlen(rows[i].sent);

		/* The alert has a zero byte in its middle. */
		if (rows[i].sent[0] == '\x15')
			len = 7;
		assert_int_equal(
		    write(server_fd, rows[i].sent, len), (ssize_t)len);
		assert_int_equal(shutdown(server_fd, SHUT_WR), 0);
		assert_int_equal(stream_begin_tls(&stream, "localhost"), -1);
		if (strstr(stream.fault, rows[i].fault) == NULL)
			fail_msg(
			    "\"%s\", not \"%s\"", stream.fault, rows[i].fault);
		tear_down(NULL);
		assert_int_equal(set_up(NULL), 0);
	}
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(test_interruptions),
	    TEST(test_end),
	    TEST(test_deadline),
	    TEST(test_no_handshake),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
