#include "listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Attempts to find a port that is free in both families. */
#define PAIR_ATTEMPTS 16

/* What the kernel may hold for a client that is slow to take it. */
#define UNSENT_BYTES (512 * 1024)

/* Broken connections that one accept passes over before it gives up. */
#define BROKEN_MAX 64

/* Turn a literal into a socket address; its size, or 0 if it is none. */
static socklen_t
parse_address(struct sockaddr_storage *to, const char *literal, unsigned port)
{
	struct sockaddr_in *v4 = (struct sockaddr_in *)to;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)to;

	memset(to, 0, sizeof *to);
	if (inet_pton(AF_INET, literal, &v4->sin_addr) == 1) {
		v4->sin_family = AF_INET;
		v4->sin_port = htons((in_port_t)port);
		return sizeof *v4;
	}
	if (inet_pton(AF_INET6, literal, &v6->sin6_addr) == 1) {
		v6->sin6_family = AF_INET6;
		v6->sin6_port = htons((in_port_t)port);
		return sizeof *v6;
	}
	return 0;
}

/* Fill in port and name from what the socket is bound to. */
static int
name_socket(struct listener_socket *sock)
{
	struct sockaddr_storage bound = {0};
	struct sockaddr_in *v4 = (struct sockaddr_in *)&bound;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&bound;
	char text[INET6_ADDRSTRLEN];
	socklen_t len = sizeof bound;

	if (getsockname(sock->fd, (struct sockaddr *)&bound, &len) != 0)
		return -1;
	if (bound.ss_family == AF_INET) {
		inet_ntop(AF_INET, &v4->sin_addr, text, sizeof text);
		sock->port = ntohs(v4->sin_port);
		snprintf(
		    sock->name, sizeof sock->name, "%s:%u", text, sock->port);
		return 0;
	}
	if (bound.ss_family == AF_INET6) {
		inet_ntop(AF_INET6, &v6->sin6_addr, text, sizeof text);
		sock->port = ntohs(v6->sin6_port);
		snprintf(
		    sock->name, sizeof sock->name, "[%s]:%u", text, sock->port);
		return 0;
	}
	errno = EINVAL;
	return -1;
}

/* Options that connections inherit; none of them is vital. */
static void
tune_socket(int fd)
{
	int on = 1, unsent = UNSENT_BYTES;

	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	setsockopt(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent, sizeof unsent);
}

static int
open_one(struct listener_socket *sock, const char *literal, unsigned port)
{
	struct sockaddr_storage address;
	socklen_t len = parse_address(&address, literal, port);
	int on = 1, saved;

	if (len == 0) {
		errno = EINVAL;
		return -1;
	}
	sock->fd = socket(
	    address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (sock->fd < 0)
		return -1;
	setsockopt(sock->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (address.ss_family == AF_INET6)
		setsockopt(sock->fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
	if (bind(sock->fd, (struct sockaddr *)&address, len) != 0 ||
	    listen(sock->fd, SOMAXCONN) != 0 || name_socket(sock) != 0)
		goto close_fd;
	tune_socket(sock->fd);
	return 0;

close_fd:
	saved = errno;
	close(sock->fd);
	errno = saved;
	return -1;
}

/* Is this how a machine without IPv6 answers? */
static bool
lacks_family(int error)
{
	return error == EAFNOSUPPORT || error == EADDRNOTAVAIL ||
	       error == EPROTONOSUPPORT;
}

/* One socket a family on the same port; only IPv4 where there is no IPv6. */
static int
open_both(struct listener_socket sockets[LISTENER_SOCKETS_MAX], unsigned port)
{
	for (int attempt = 0; attempt < PAIR_ATTEMPTS; attempt++) {
		int saved;

		if (open_one(&sockets[0], "0.0.0.0", port) != 0)
			return -1;
		if (open_one(&sockets[1], "::", sockets[0].port) == 0)
			return 2;
		if (lacks_family(errno))
			return 1;
		saved = errno;
		close(sockets[0].fd);
		errno = saved;
		if (port != 0 || errno != EADDRINUSE)
			return -1;
	}
	return -1;
}

int
listener_open(struct listener_socket sockets[LISTENER_SOCKETS_MAX],
    const char *address, unsigned port)
{
	if (address == NULL)
		return open_both(sockets, port);
	return open_one(&sockets[0], address, port) == 0 ? 1 : -1;
}

int
listener_adopt(struct listener_socket *sock, int fd)
{
	int listening = 0, flags;
	socklen_t len = sizeof listening;

	sock->fd = fd;
	if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &len) != 0)
		return -1;
	if (!listening) {
		errno = EINVAL;
		return -1;
	}
	/* It is often handed over as one that waits. */
	flags = fcntl(fd, F_GETFL);
	if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) != 0 ||
	    name_socket(sock) != 0)
		return -1;
	tune_socket(fd);
	return 0;
}

/* The address alone, without port and zone. */
static struct address
address_of(const struct sockaddr_storage *from)
{
	const struct sockaddr_in *v4 = (const struct sockaddr_in *)from;
	const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)from;

	if (from->ss_family == AF_INET)
		return address_from_v4(
		    (const unsigned char *)&v4->sin_addr.s_addr);
	return address_from_v6(v6->sin6_addr.s6_addr);
}

enum listener_verdict
listener_accept(int listening_fd, int *fd, struct address *peer)
{
	struct sockaddr_storage from = {0};

	for (int broken = 0; broken < BROKEN_MAX; broken++) {
		socklen_t len = sizeof from;

		*fd = accept4(listening_fd, (struct sockaddr *)&from, &len,
		    SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (*fd >= 0) {
			*peer = address_of(&from);
			return LISTENER_ACCEPTED;
		}
		if (errno == EMFILE || errno == ENFILE || errno == ENOMEM ||
		    errno == ENOBUFS)
			return LISTENER_STARVED;
		if (errno == EAGAIN || errno == EBADF || errno == EINVAL)
			return LISTENER_NONE;
	}
	return LISTENER_NONE;
}
