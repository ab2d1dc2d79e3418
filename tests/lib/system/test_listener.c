/*
 * Listening sockets: addresses, ports, taking clients, taking over sockets.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "failing_call.h"
#include "listener.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

FAILING_CALL(int, socket, (int domain, int type, int protocol),
    (domain, type, protocol), -1)
FAILING_CALL(int, listen, (int fd, int backlog), (fd, backlog), -1)

/* The C library's header has a union for its second argument. */
int
bind(int fd, __CONST_SOCKADDR_ARG address, socklen_t size)
{
	static int (*next)(
	    int fd, __CONST_SOCKADDR_ARG address, socklen_t size);

	if (failing_call_is_due("bind"))
		return -1;
	if (next == NULL)
		*(void **)&next = failing_call_next("bind");
	return next(fd, address, size);
}

/* How long to wait for what should come at once. */
#define PROMPT_MS 5000

/* Connect to it and send a byte, which it may wait for. */
static int
connect_to(unsigned port)
{
	struct sockaddr_in to = {.sin_family = AF_INET,
	    .sin_port = htons((in_port_t)port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
	assert_int_equal(write(fd, "x", 1), 1);
	return fd;
}

static bool
is_non_blocking(int fd)
{
	return (fcntl(fd, F_GETFL) & O_NONBLOCK) != 0;
}

static bool
is_closed_on_exec(int fd)
{
	return (fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0;
}

static void
test_addresses(void **state)
{
	static const struct {
		const char *address;
		int error; /* 0: listens */
	} rows[] = {
	    {"127.0.0.1", 0},
	    {"", EINVAL},
	    {"localhost", EINVAL},
	    {"127.0.0.1 ", EINVAL},
	    {"[::1]", EINVAL},
	    {"127.1", EINVAL},
	    {"192.0.2.1", EADDRNOTAVAIL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct listener_socket sockets[LISTENER_SOCKETS_MAX];
		struct listener_socket again[LISTENER_SOCKETS_MAX];
		int count = listener_open(sockets, rows[i].address, 0);
		char name[LISTENER_NAME_BYTES];

		assert_int_equal(count, rows[i].error == 0 ? 1 : -1);
		if (rows[i].error != 0) {
			assert_int_equal(errno, rows[i].error);
			continue;
		}
		assert_in_range(sockets[0].port, 1, 65535);
		snprintf(name, sizeof name, "%s:%u", rows[i].address,
		    sockets[0].port);
		assert_string_equal(sockets[0].name, name);
		assert_true(is_non_blocking(sockets[0].fd));
		assert_true(is_closed_on_exec(sockets[0].fd));
		/* the same port again */
		assert_int_equal(
		    listener_open(again, rows[i].address, sockets[0].port), -1);
		assert_int_equal(errno, EADDRINUSE);
		close(sockets[0].fd);
	}
}

static void
test_every_address(void **state)
{
	struct listener_socket sockets[LISTENER_SOCKETS_MAX];
	int count = listener_open(sockets, NULL, 0);

	(void)state;
	assert_in_range(count, 1, 2);
	assert_int_equal(strncmp(sockets[0].name, "0.0.0.0:", 8), 0);
	if (count == 2) {
		assert_int_equal(sockets[0].port, sockets[1].port);
		assert_int_equal(strncmp(sockets[1].name, "[::]:", 5), 0);
		close(sockets[1].fd);
	}
	close(sockets[0].fd);
}

/* A machine without IPv6 serves IPv4; one whose port is taken, neither. */
static void
test_missing_family(void **state)
{
	static const struct {
		const char *call;
		int error, count;
	} rows[] = {
	    {"socket", EAFNOSUPPORT, 1},
	    {"bind", EADDRNOTAVAIL, 1},
	    {"bind", EADDRINUSE, 2}, /* port 0: another one is tried */
	    {"bind", EACCES, -1},
	    {"listen", EADDRINUSE, 2},
	};
	struct listener_socket sockets[LISTENER_SOCKETS_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int count;

		failing_call_begin(rows[i].call, 1, 1, rows[i].error);
		count = listener_open(sockets, NULL, 0);
		if (count == -1)
			assert_int_equal(errno, rows[i].error);
		assert_int_equal(failing_call_end(), 1);
		/* Where there is none in truth, one is what comes. */
		if (rows[i].count == 2)
			assert_in_range(count, 1, 2);
		else
			assert_int_equal(count, rows[i].count);
		for (int at = 0; at < count; at++)
			close(sockets[at].fd);
	}
}

static void
test_takes_clients(void **state)
{
	struct listener_socket sockets[LISTENER_SOCKETS_MAX];
	struct pollfd polled = {.events = POLLIN};
	struct address peer;
	int client, fd, nobody;

	(void)state;
	assert_int_equal(listener_open(sockets, "127.0.0.1", 0), 1);
	assert_int_equal(
	    listener_accept(sockets[0].fd, &fd, &peer), LISTENER_NONE);
	client = connect_to(sockets[0].port);
	polled.fd = sockets[0].fd;
	assert_int_equal(poll(&polled, 1, PROMPT_MS), 1);
	assert_int_equal(
	    listener_accept(sockets[0].fd, &fd, &peer), LISTENER_ACCEPTED);
	assert_true(is_non_blocking(fd));
	assert_true(is_closed_on_exec(fd));
	assert_int_equal(
	    listener_accept(sockets[0].fd, &nobody, &peer), LISTENER_NONE);
	close(client);
	close(fd);
	close(sockets[0].fd);
}

/* A client that can be taken only once there is a descriptor for it. */
static void
test_starves(void **state)
{
	struct listener_socket sockets[LISTENER_SOCKETS_MAX];
	struct pollfd polled = {.events = POLLIN};
	struct rlimit before, none;
	struct address peer;
	int client, fd;

	(void)state;
	assert_int_equal(listener_open(sockets, "127.0.0.1", 0), 1);
	client = connect_to(sockets[0].port);
	polled.fd = sockets[0].fd;
	assert_int_equal(poll(&polled, 1, PROMPT_MS), 1);
	getrlimit(RLIMIT_NOFILE, &before);
	none = before;
	none.rlim_cur = 0;
	setrlimit(RLIMIT_NOFILE, &none);
	assert_int_equal(
	    listener_accept(sockets[0].fd, &fd, &peer), LISTENER_STARVED);
	setrlimit(RLIMIT_NOFILE, &before);
	assert_int_equal(
	    listener_accept(sockets[0].fd, &fd, &peer), LISTENER_ACCEPTED);
	close(fd);
	close(client);
	close(sockets[0].fd);
}

/* Service managers hand over sockets that wait. */
static void
test_adopts(void **state)
{
	struct sockaddr_in any = {
	    .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	struct listener_socket adopted;
	struct address peer;
	int pipe_ends[2], client;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	(void)state;
	assert_int_equal(bind(fd, (struct sockaddr *)&any, sizeof any), 0);
	assert_int_equal(listener_adopt(&adopted, fd), -1);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(listen(fd, 4), 0);
	assert_int_equal(listener_adopt(&adopted, fd), 0);
	assert_int_equal(adopted.fd, fd);
	assert_true(is_non_blocking(fd));
	assert_int_equal(strncmp(adopted.name, "127.0.0.1:", 10), 0);
	assert_int_equal(listener_accept(fd, &client, &peer), LISTENER_NONE);
	close(fd);

	assert_int_equal(pipe(pipe_ends), 0);
	assert_int_equal(listener_adopt(&adopted, pipe_ends[0]), -1);
	assert_int_equal(errno, ENOTSOCK);
	close(pipe_ends[0]);
	close(pipe_ends[1]);
	assert_int_equal(listener_adopt(&adopted, pipe_ends[0]), -1);
	assert_int_equal(errno, EBADF);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_addresses),
	    cmocka_unit_test(test_every_address),
	    cmocka_unit_test(test_missing_family),
	    cmocka_unit_test(test_takes_clients),
	    cmocka_unit_test(test_starves),
	    cmocka_unit_test(test_adopts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
