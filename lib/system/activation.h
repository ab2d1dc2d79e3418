/*
 * Sockets that the service manager opened for us.
 *
 * Source: sd_listen_fds(3): LISTEN_PID, LISTEN_FDS, LISTEN_FDNAMES.
 */
#ifndef SYSTEM_ACTIVATION_H
#define SYSTEM_ACTIVATION_H

#include <stddef.h>

#include "span.h"

/* More are not taken. */
#define ACTIVATION_SOCKETS_MAX 32

struct activation_socket {
	int fd;
	struct span name; /* as the unit names it; points into ${environ} */
};

/**
 * activation_sockets(sockets):
 * Fill ${sockets} with those that were passed to this process, each marked
 * close-on-exec, and return their number; 0 when there are none.
 */
size_t activation_sockets(
    struct activation_socket sockets[ACTIVATION_SOCKETS_MAX]);

#endif
