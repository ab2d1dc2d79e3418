/*
 * All sockets that clients connect to, as one configuration wants them.
 */
#ifndef SERVER_LISTENERS_H
#define SERVER_LISTENERS_H

#include <stddef.h>

#include "config.h"
#include "listener.h"
#include "log.h"
#include "reason.h"

/* One socket. */
struct listening {
	enum config_protocol protocol;
	bool proxy;
	struct listener_socket socket; /* its descriptor is owned */
	const char *asked_address;     /* as configured, see config_listener; */
	unsigned asked_port;           /* not used when it was passed to us */
	size_t twins; /* how many before it were asked for in the same words */
	bool passed;  /* opened by the service manager */
};

struct listeners {
	struct listening *items;
	size_t count;
};

/**
 * listeners_open(listeners, config, old, log, reason):
 * Have a socket for all that ${config} (which must outlive ${listeners}) asks
 * for: those of ${old} (NULL: none) that fit, those that the service manager
 * passed to us, named "gemini" or "gopher", in place of the configured ones of
 * that protocol, else new ones.  ${old} keeps its own descriptors.
 * 0, or -1 with errno and a reason that names the address.
 */
int listeners_open(struct listeners *listeners, const struct config *config,
    const struct listeners *old, struct log *log, struct reason *reason);

/** listeners_announce(listeners, log): say each, one line a socket. */
void listeners_announce(const struct listeners *listeners, struct log *log);

/** listeners_close(listeners): close and release all. */
void listeners_close(struct listeners *listeners);

#endif
