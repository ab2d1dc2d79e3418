/*
 * Listening sockets: opening them and taking connections from them.
 */
#ifndef SYSTEM_LISTENER_H
#define SYSTEM_LISTENER_H

#include <netinet/in.h>
#include <stdbool.h>

#include "address.h"

/* Bytes that hold "[IPv6 address]:port" and its NUL. */
#define LISTENER_NAME_BYTES (INET6_ADDRSTRLEN + 10)

/* "Every address" takes one socket a family. */
#define LISTENER_SOCKETS_MAX 2

struct listener_socket {
	int fd;
	unsigned port; /* the one it got, where 0 was asked for */
	char name[LISTENER_NAME_BYTES];
};

/**
 * listener_open(sockets, address, port):
 * Listen on ${address} (an IPv4 or IPv6 literal without brackets; NULL: every
 * address of both families, on the same port) and ${port} (0 takes a free
 * one).  Sockets are non-blocking and closed on exec.
 *
 * Return how many of ${sockets} were opened: 1 or 2 (with NULL, 1 says that
 * there is no IPv6 here), or -1 with errno (EINVAL: no such literal).
 */
int listener_open(struct listener_socket sockets[LISTENER_SOCKETS_MAX],
    const char *address, unsigned port);

/**
 * listener_adopt(socket, fd):
 * Take over a listening TCP socket that somebody else opened, and make it
 * non-blocking.  0, or -1 with errno (EINVAL: it is none); it is the caller's
 * to close.
 */
int listener_adopt(struct listener_socket *socket, int fd);

/* What became of an attempt to take a connection. */
enum listener_verdict {
	LISTENER_ACCEPTED,
	LISTENER_NONE,    /* nobody waits */
	LISTENER_STARVED, /* no descriptor or memory left */
};

/**
 * listener_accept(listening_fd, fd, peer):
 * Take one connection: its non-blocking descriptor into ${fd} and the address
 * it comes from into ${peer}.  Connections that broke while they waited are
 * passed over.
 */
enum listener_verdict listener_accept(
    int listening_fd, int *fd, struct address *peer);

#endif
