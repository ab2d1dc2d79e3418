/*
 * All sockets that clients connect to, as one configuration wants them.
 */
#ifndef PROCESSES_ENDPOINTS_H
#define PROCESSES_ENDPOINTS_H

#include <stddef.h>

#include "config.h"
#include "listener.h"
#include "log.h"
#include "failure.h"

/* One socket. */
struct endpoint {
	enum config_protocol protocol;
	bool proxy;
	struct listener_socket socket; /* its descriptor is owned */
	const char *asked_address;     /* as configured, see config_listener; */
	unsigned asked_port;           /* not used when it was passed to us */
	size_t twins; /* how many before it were asked for in the same words */
	bool passed;  /* opened by the service manager */
};

struct endpoints {
	struct endpoint *items;
	size_t count;
};

/**
 * endpoints_open(endpoints, config, old, log, failure):
 * Have a socket for all that ${config} (which must outlive ${endpoints}) asks
 * for: those of ${old} (NULL: none) that fit, those that the service manager
 * passed to us, named "gemini" or "gopher", in place of the configured ones of
 * that protocol, else new ones.  ${old} keeps its own descriptors.
 * 0, or -1 with errno and a reason that names the address.
 */
int endpoints_open(struct endpoints *endpoints, const struct config *config,
    const struct endpoints *old, struct log *log, struct failure *failure);

/** endpoints_announce(endpoints, log): say each, one line a socket. */
void endpoints_announce(const struct endpoints *endpoints, struct log *log);

/** endpoints_close(endpoints): close and release all. */
void endpoints_close(struct endpoints *endpoints);

#endif
