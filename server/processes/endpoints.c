#include "endpoints.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "activation.h"
#include "span.h"

static const char *
protocol_name(enum config_protocol protocol)
{
	return protocol == CONFIG_GEMINI ? "gemini" : "gopher";
}

/* Take ${endpoint} in, and its descriptor, which is closed on failure. */
static int
add(struct endpoints *endpoints, const struct endpoint *endpoint,
    struct failure *failure)
{
	struct endpoint *items = realloc(endpoints->items,
	    (endpoints->count + 1) * sizeof *endpoints->items);

	if (items == NULL) {
		close(endpoint->socket.fd);
		return failure_set(failure, ENOMEM, "out of memory");
	}
	endpoints->items = items;
	endpoints->items[endpoints->count++] = *endpoint;
	return 0;
}

/* Which protocol is a socket with this name for?  False if for none. */
static bool
find_protocol(enum config_protocol *protocol, struct span name)
{
	bool is_gopher = span_equal(name, SPAN("gopher"));

	*protocol = is_gopher ? CONFIG_GOPHER : CONFIG_GEMINI;
	return is_gopher || span_equal(name, SPAN("gemini"));
}

static int
adopt_one(struct endpoints *endpoints, const struct activation_socket *passed,
    struct failure *failure)
{
	struct endpoint endpoint = {.passed = true};
	int fd, error;

	if (!find_protocol(&endpoint.protocol, passed->name))
		return failure_set(failure, EINVAL,
		    "a socket was passed to us that is named neither gemini "
		    "nor gopher");
	fd = fcntl(passed->fd, F_DUPFD_CLOEXEC, 3);
	if (fd >= 0 && listener_adopt(&endpoint.socket, fd) == 0)
		return add(endpoints, &endpoint, failure);
	error = errno;
	if (fd >= 0)
		close(fd);
	return failure_set(failure, error,
	    "the %s socket that was passed to us: %s",
	    protocol_name(endpoint.protocol), strerror(error));
}

/* Take over what the service manager has opened; -1 if it is unusable. */
static int
adopt_passed(struct endpoints *endpoints, struct failure *failure)
{
	struct activation_socket sockets[ACTIVATION_SOCKETS_MAX];
	size_t count = activation_sockets(sockets);

	for (size_t i = 0; i < count; i++) {
		if (adopt_one(endpoints, &sockets[i], failure) != 0)
			return -1;
	}
	return 0;
}

static bool
was_passed(const struct endpoints *endpoints, enum config_protocol protocol)
{
	for (size_t i = 0; i < endpoints->count; i++) {
		if (endpoints->items[i].passed &&
		    endpoints->items[i].protocol == protocol)
			return true;
	}
	return false;
}

static bool
same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* How many before number ${index} are wanted in the same words? */
static size_t
count_twins(const struct config *config, size_t index)
{
	const struct config_listener *wanted = &config->listeners[index];
	size_t twins = 0;

	for (size_t i = 0; i < index; i++) {
		const struct config_listener *other = &config->listeners[i];

		if (other->protocol == wanted->protocol &&
		    other->port == wanted->port &&
		    same_text(other->address, wanted->address))
			twins++;
	}
	return twins;
}

/* Was this old socket opened for what ${wanted} asks for? */
static bool
fits(const struct endpoint *old, const struct endpoint *wanted)
{
	return !old->passed && old->protocol == wanted->protocol &&
	       old->asked_port == wanted->asked_port &&
	       old->twins == wanted->twins &&
	       same_text(old->asked_address, wanted->asked_address);
}

/* The old sockets for the same address serve on; how many, or -1. */
static int
keep_old(struct endpoints *endpoints, const struct endpoints *old,
    const struct endpoint *wanted, struct failure *failure)
{
	int kept = 0;

	for (size_t i = 0; old != NULL && i < old->count; i++) {
		struct endpoint endpoint = *wanted;

		if (!fits(&old->items[i], wanted))
			continue;
		endpoint.socket = old->items[i].socket;
		endpoint.socket.fd =
		    fcntl(endpoint.socket.fd, F_DUPFD_CLOEXEC, 3);
		if (endpoint.socket.fd < 0)
			return failure_set(
			    failure, errno, "%s", strerror(errno));
		if (add(endpoints, &endpoint, failure) != 0)
			return -1;
		kept++;
	}
	return kept;
}

static int
open_new(struct endpoints *endpoints, const struct endpoint *wanted,
    struct log *log, struct failure *failure)
{
	struct listener_socket sockets[LISTENER_SOCKETS_MAX];
	const char *address = wanted->asked_address;
	int count = listener_open(sockets, address, wanted->asked_port);
	int result = 0;

	if (count < 0) {
		bool is_v6 = address != NULL && strchr(address, ':') != NULL;

		return failure_set(failure, errno,
		    "cannot listen for %s at %s%s%s:%u: %s",
		    protocol_name(wanted->protocol), is_v6 ? "[" : "",
		    address == NULL ? "" : address, is_v6 ? "]" : "",
		    wanted->asked_port, strerror(errno));
	}
	if (address == NULL && count == 1)
		log_message(log, "there is no IPv6 here; only IPv4 is served");
	for (int i = 0; i < count; i++) {
		struct endpoint endpoint = *wanted;

		endpoint.socket = sockets[i];
		if (result == 0)
			result = add(endpoints, &endpoint, failure);
		else
			close(sockets[i].fd);
	}
	return result;
}

/* Have the sockets that number ${index} of the configuration asks for. */
static int
open_wanted(struct endpoints *endpoints, const struct config *config,
    size_t index, const struct endpoints *old, struct log *log,
    struct failure *failure)
{
	const struct endpoint wanted = {
	    .protocol = config->listeners[index].protocol,
	    .proxy = config->listeners[index].proxy,
	    .asked_address = config->listeners[index].address,
	    .asked_port = config->listeners[index].port,
	    .twins = count_twins(config, index),
	};
	int kept = keep_old(endpoints, old, &wanted, failure);

	if (kept != 0)
		return kept < 0 ? -1 : 0;
	return open_new(endpoints, &wanted, log, failure);
}

int
endpoints_open(struct endpoints *endpoints, const struct config *config,
    const struct endpoints *old, struct log *log, struct failure *failure)
{
	int error;

	*endpoints = (struct endpoints){NULL, 0};
	if (adopt_passed(endpoints, failure) != 0)
		goto close_listeners;
	for (size_t i = 0; i < config->listener_count; i++) {
		if (was_passed(endpoints, config->listeners[i].protocol))
			continue;
		if (open_wanted(endpoints, config, i, old, log, failure) != 0)
			goto close_listeners;
	}
	return 0;

close_listeners:
	error = errno;
	endpoints_close(endpoints);
	errno = error;
	return -1;
}

void
endpoints_announce(const struct endpoints *endpoints, struct log *log)
{
	for (size_t i = 0; i < endpoints->count; i++)
		log_message(log, "listening %s %s",
		    protocol_name(endpoints->items[i].protocol),
		    endpoints->items[i].socket.name);
}

void
endpoints_close(struct endpoints *endpoints)
{
	for (size_t i = 0; i < endpoints->count; i++)
		close(endpoints->items[i].socket.fd);
	free(endpoints->items);
	*endpoints = (struct endpoints){NULL, 0};
}
