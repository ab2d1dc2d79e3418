/*
 * TCP connections within a time; see connect.h.
 */
#include "connect.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

int64_t
connect_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int
connect_wait(int fd, short events, int64_t deadline_ms)
{
	struct pollfd watched = {.fd = fd, .events = events};
	int count;

	do {
		int64_t left = deadline_ms - connect_now_ms();

		if (left < 0)
			left = 0;
		if (left > 3600000)
			left = 3600000;
		count = poll(&watched, 1, (int)left);
	} while (count == -1 && errno == EINTR);
	if (count == 0)
		errno = ETIMEDOUT;
	return count == 1 ? 0 : -1;
}

/* Has the connection attempt on ${fd} succeeded, once it is over? */
static int
finish_connect(int fd, int64_t deadline_ms)
{
	int error = 0;
	socklen_t length = sizeof error;

	if (connect_wait(fd, POLLOUT, deadline_ms) == -1 ||
	    getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) == -1)
		return -1;
	errno = error;
	return error == 0 ? 0 : -1;
}

/* Connect to one address; the socket, or -1 and errno. */
static int
try_address(const struct addrinfo *address, int64_t deadline_ms)
{
	int fd = socket(address->ai_family,
	    address->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	int on = 1;
	int saved;

	if (fd == -1)
		return -1;
	if (connect(fd, address->ai_addr, address->ai_addrlen) == -1 &&
	    (errno != EINPROGRESS || finish_connect(fd, deadline_ms) == -1))
		goto close_fd;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	return fd;

close_fd:
	saved = errno;
	close(fd);
	errno = saved;
	return -1;
}

static int
count_addresses(const struct addrinfo *list)
{
	int count = 0;

	for (; list != NULL; list = list->ai_next)
		count++;
	return count;
}

int
connect_open(
    const char *host, const char *port, int timeout_ms, const char **why)
{
	const struct addrinfo hints = {
	    .ai_family = AF_UNSPEC,
	    .ai_socktype = SOCK_STREAM,
	    .ai_flags = AI_NUMERICSERV,
	};
	int64_t deadline_ms = connect_now_ms() + timeout_ms;
	struct addrinfo *addresses = NULL;
	int error = getaddrinfo(host, port, &hints, &addresses);
	int left = count_addresses(addresses);
	int fd = -1;

	if (error != 0) {
		*why =
		    error == EAI_SYSTEM ? strerror(errno) : gai_strerror(error);
		return -1;
	}
	for (const struct addrinfo *address = addresses;
	     address != NULL && fd == -1; address = address->ai_next, left--) {
		int64_t now = connect_now_ms();

		fd = try_address(address, now + (deadline_ms - now) / left);
	}
	if (fd == -1)
		*why = strerror(errno);
	freeaddrinfo(addresses);
	return fd;
}
