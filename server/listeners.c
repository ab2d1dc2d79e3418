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

static int
add(struct listeners *listeners, const struct listening *listening,
    struct reason *reason)
{
	struct listening *items = realloc(listeners->items,
	    (listeners->count + 1) * sizeof *listeners->items);

	if (items == NULL)
		return reason_set(reason, ENOMEM, "out of memory");
	listeners->items = items;
	listeners->items[listeners->count++] = *listening;
	return 0;
}

/* Take over what the service manager has opened; -1 if it is unusable. */
static int
adopt_passed(struct listeners *listeners, struct reason *reason)
{
	struct activation_socket sockets[ACTIVATION_SOCKETS_MAX];
	size_t count = activation_sockets(sockets);

	for (size_t i = 0; i < count; i++) {
		struct listening listening = {.passed = true};
		int fd = fcntl(sockets[i].fd, F_DUPFD_CLOEXEC, 3);

		if (span_equal(sockets[i].name, SPAN("gopher")))
			listening.protocol = CONFIG_GOPHER;
		else if (span_equal(sockets[i].name, SPAN("gemini")))
			listening.protocol = CONFIG_GEMINI;
		else
			return reason_set(reason, EINVAL,
			    "a socket was passed to us that is named neither "
			    "gemini nor gopher");
		if (fd < 0 || listener_adopt(&listening.socket, fd) != 0)
			return reason_set(reason, errno,
			    "the %s socket that was passed to us: %s",
			    protocol_name(listening.protocol), strerror(errno));
		if (add(listeners, &listening, reason) != 0)
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

/* The old sockets for the same address serve on; how many, or -1. */
static int
keep_old(struct listeners *listeners, const struct listeners *old,
    const struct config_listener *wanted, struct reason *reason)
{
	int kept = 0;

	for (size_t i = 0; old != NULL && i < old->count; i++) {
		struct listening listening = old->items[i];

		if (listening.passed || listening.asked_port != wanted->port ||
		    listening.protocol != wanted->protocol ||
		    !same_text(listening.asked_address, wanted->address))
			continue;
		listening.proxy = wanted->proxy;
		listening.asked_address = wanted->address;
		listening.socket.fd =
		    fcntl(listening.socket.fd, F_DUPFD_CLOEXEC, 3);
		if (listening.socket.fd < 0 ||
		    add(listeners, &listening, reason) != 0)
			return reason_set(reason, errno, "%s", strerror(errno));
		kept++;
	}
	return kept;
}

static int
open_new(struct listeners *listeners, const struct config_listener *wanted,
    struct log *log, struct reason *reason)
{
	struct listener_socket sockets[LISTENER_SOCKETS_MAX];
	int count = listener_open(sockets, wanted->address, wanted->port);

	if (count < 0) {
		const char *address =
		    wanted->address == NULL ? "" : wanted->address;
		bool is_v6 = strchr(address, ':') != NULL;

		return reason_set(reason, errno,
		    "cannot listen for %s at %s%s%s:%u: %s",
		    protocol_name(wanted->protocol), is_v6 ? "[" : "", address,
		    is_v6 ? "]" : "", wanted->port, strerror(errno));
	}
	if (wanted->address == NULL && count == 1)
		log_message(log, "there is no IPv6 here; only IPv4 is served");
	for (int i = 0; i < count; i++) {
		struct listening listening = {
		    .protocol = wanted->protocol,
		    .proxy = wanted->proxy,
		    .socket = sockets[i],
		    .asked_address = wanted->address,
		    .asked_port = wanted->port,
		};

		if (add(listeners, &listening, reason) != 0)
			return -1;
	}
	return 0;
}

int
listeners_open(struct listeners *listeners, const struct config *config,
    const struct listeners *old, struct log *log, struct reason *reason)
{
	*listeners = (struct listeners){NULL, 0};
	if (adopt_passed(listeners, reason) != 0)
		goto close_listeners;
	for (size_t i = 0; i < config->listener_count; i++) {
		const struct config_listener *wanted = &config->listeners[i];
		int kept;

		if (was_passed(listeners, wanted->protocol))
			continue;
		kept = keep_old(listeners, old, wanted, reason);
		if (kept < 0)
			goto close_listeners;
		if (kept == 0 && open_new(listeners, wanted, log, reason) != 0)
			goto close_listeners;
	}
	return 0;

close_listeners:
	listeners_close(listeners);
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
