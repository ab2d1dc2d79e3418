#include "listeners.h"

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

/* Take ${listening} in, and its descriptor, which is closed on failure. */
static int
add(struct listeners *listeners, const struct listening *listening,
    struct reason *reason)
{
	struct listening *items = realloc(listeners->items,
	    (listeners->count + 1) * sizeof *listeners->items);

	if (items == NULL) {
		close(listening->socket.fd);
		return reason_set(reason, ENOMEM, "out of memory");
	}
	listeners->items = items;
	listeners->items[listeners->count++] = *listening;
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
adopt_one(struct listeners *listeners, const struct activation_socket *passed,
    struct reason *reason)
{
	struct listening listening = {.passed = true};
	int fd, error;

	if (!find_protocol(&listening.protocol, passed->name))
		return reason_set(reason, EINVAL,
		    "a socket was passed to us that is named neither gemini "
		    "nor gopher");
	fd = fcntl(passed->fd, F_DUPFD_CLOEXEC, 3);
	if (fd >= 0 && listener_adopt(&listening.socket, fd) == 0)
		return add(listeners, &listening, reason);
	error = errno;
	if (fd >= 0)
		close(fd);
	return reason_set(reason, error,
	    "the %s socket that was passed to us: %s",
	    protocol_name(listening.protocol), strerror(error));
}

/* Take over what the service manager has opened; -1 if it is unusable. */
static int
adopt_passed(struct listeners *listeners, struct reason *reason)
{
	struct activation_socket sockets[ACTIVATION_SOCKETS_MAX];
	size_t count = activation_sockets(sockets);

	for (size_t i = 0; i < count; i++) {
		if (adopt_one(listeners, &sockets[i], reason) != 0)
			return -1;
	}
	return 0;
}

static bool
was_passed(const struct listeners *listeners, enum config_protocol protocol)
{
	for (size_t i = 0; i < listeners->count; i++) {
		if (listeners->items[i].passed &&
		    listeners->items[i].protocol == protocol)
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
fits(const struct listening *old, const struct listening *wanted)
{
	return !old->passed && old->protocol == wanted->protocol &&
	       old->asked_port == wanted->asked_port &&
	       old->twins == wanted->twins &&
	       same_text(old->asked_address, wanted->asked_address);
}

/* The old sockets for the same address serve on; how many, or -1. */
static int
keep_old(struct listeners *listeners, const struct listeners *old,
    const struct listening *wanted, struct reason *reason)
{
	int kept = 0;

	for (size_t i = 0; old != NULL && i < old->count; i++) {
		struct listening listening = *wanted;

		if (!fits(&old->items[i], wanted))
			continue;
		listening.socket = old->items[i].socket;
		listening.socket.fd =
		    fcntl(listening.socket.fd, F_DUPFD_CLOEXEC, 3);
		if (listening.socket.fd < 0)
			return reason_set(reason, errno, "%s", strerror(errno));
		if (add(listeners, &listening, reason) != 0)
			return -1;
		kept++;
	}
	return kept;
}

static int
open_new(struct listeners *listeners, const struct listening *wanted,
    struct log *log, struct reason *reason)
{
	struct listener_socket sockets[LISTENER_SOCKETS_MAX];
	const char *address = wanted->asked_address;
	int count = listener_open(sockets, address, wanted->asked_port);
	int result = 0;

	if (count < 0) {
		bool is_v6 = address != NULL && strchr(address, ':') != NULL;

		return reason_set(reason, errno,
		    "cannot listen for %s at %s%s%s:%u: %s",
		    protocol_name(wanted->protocol), is_v6 ? "[" : "",
		    address == NULL ? "" : address, is_v6 ? "]" : "",
		    wanted->asked_port, strerror(errno));
	}
	if (address == NULL && count == 1)
		log_message(log, "there is no IPv6 here; only IPv4 is served");
	for (int i = 0; i < count; i++) {
		struct listening listening = *wanted;

		listening.socket = sockets[i];
		if (result == 0)
			result = add(listeners, &listening, reason);
		else
			close(sockets[i].fd);
	}
	return result;
}

/* Have the sockets that number ${index} of the configuration asks for. */
static int
open_wanted(struct listeners *listeners, const struct config *config,
    size_t index, const struct listeners *old, struct log *log,
    struct reason *reason)
{
	const struct listening wanted = {
	    .protocol = config->listeners[index].protocol,
	    .proxy = config->listeners[index].proxy,
	    .asked_address = config->listeners[index].address,
	    .asked_port = config->listeners[index].port,
	    .twins = count_twins(config, index),
	};
	int kept = keep_old(listeners, old, &wanted, reason);

	if (kept != 0)
		return kept < 0 ? -1 : 0;
	return open_new(listeners, &wanted, log, reason);
}

int
listeners_open(struct listeners *listeners, const struct config *config,
    const struct listeners *old, struct log *log, struct reason *reason)
{
	int error;

	*listeners = (struct listeners){NULL, 0};
	if (adopt_passed(listeners, reason) != 0)
		goto close_listeners;
	for (size_t i = 0; i < config->listener_count; i++) {
		if (was_passed(listeners, config->listeners[i].protocol))
			continue;
		if (open_wanted(listeners, config, i, old, log, reason) != 0)
			goto close_listeners;
	}
	return 0;

close_listeners:
	error = errno;
	listeners_close(listeners);
	errno = error;
	return -1;
}

void
listeners_announce(const struct listeners *listeners, struct log *log)
{
	for (size_t i = 0; i < listeners->count; i++)
		log_message(log, "listening %s %s",
		    protocol_name(listeners->items[i].protocol),
		    listeners->items[i].socket.name);
}

void
listeners_close(struct listeners *listeners)
{
	for (size_t i = 0; i < listeners->count; i++)
		close(listeners->items[i].socket.fd);
	free(listeners->items);
	*listeners = (struct listeners){NULL, 0};
}
