/*
 * Addresses; see doctor_reach.h.
 */
#include "doctor_reach.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "connect.h"

/* Most addresses of a host that are tried. */
#define ADDRESSES_MAX 16

/* Does this machine have no way to addresses of that family at all? */
static bool
lacks_family(const struct addrinfo *address)
{
	int fd = socket(address->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	bool lacks =
	    fd == -1 ||
	    (connect(fd, address->ai_addr, address->ai_addrlen) == -1 &&
		(errno == ENETUNREACH || errno == EADDRNOTAVAIL));

	if (fd != -1)
		close(fd);
	return lacks;
}

/* Try one address; does it answer? */
static bool
try_address(struct doctor_visit *visit, struct doctor_report *report,
    const struct addrinfo *address, const char *text)
{
	enum doctor_check_id id =
	    address->ai_family == AF_INET ? DOCTOR_IPV4 : DOCTOR_IPV6;
	struct stream stream;
	const char *fault = "";

	if (lacks_family(address)) {
		doctor_report_add(report, id, DOCTOR_SKIPPED,
		    "%s: there is no way to it from this machine", text);
		return false;
	}
	visit->address = text;
	if (doctor_visit_open(visit, &stream, &fault) == -1) {
		doctor_report_add(report, id, DOCTOR_ERROR, "%s port %s: %s",
		    text, visit->port, fault);
		return false;
	}
	stream_close(&stream);
	doctor_report_add(
	    report, id, DOCTOR_OK, "%s port %s", text, visit->port);
	return true;
}

/* Say of which family there are no addresses. */
static void
tell_absent(struct doctor_report *report, const struct addrinfo *list,
    bool host_is_address)
{
	bool has_ipv4 = false, has_ipv6 = false;
	const char *why = host_is_address ? "only one address was named"
					  : "the host has no such address";

	for (; list != NULL; list = list->ai_next) {
		has_ipv4 = has_ipv4 || list->ai_family == AF_INET;
		has_ipv6 = has_ipv6 || list->ai_family == AF_INET6;
	}
	if (!has_ipv4)
		doctor_report_add(
		    report, DOCTOR_IPV4, DOCTOR_SKIPPED, "%s", why);
	if (!has_ipv6)
		doctor_report_add(
		    report, DOCTOR_IPV6, DOCTOR_SKIPPED, "%s", why);
}

bool
doctor_reach(struct doctor_visit *visit, struct doctor_report *report,
    char address[DOCTOR_ADDRESS_BYTES])
{
	const struct addrinfo hints = {
	    .ai_family = AF_UNSPEC,
	    .ai_socktype = SOCK_STREAM,
	    .ai_flags = AI_NUMERICSERV,
	};
	struct addrinfo *list = NULL;
	int error = getaddrinfo(visit->host, visit->port, &hints, &list);
	bool found = false;
	int left = ADDRESSES_MAX;

	if (error != 0) {
		doctor_report_add(report, DOCTOR_IPV4, DOCTOR_ERROR, "%s: %s",
		    visit->host, gai_strerror(error));
		return false;
	}
	for (const struct addrinfo *at = list; at != NULL && left-- > 0;
	     at = at->ai_next) {
		char text[DOCTOR_ADDRESS_BYTES];

		if (getnameinfo(at->ai_addr, at->ai_addrlen, text, sizeof text,
			NULL, 0, NI_NUMERICHOST) != 0)
			continue;
		if (try_address(visit, report, at, text) && !found) {
			snprintf(address, DOCTOR_ADDRESS_BYTES, "%s", text);
			found = true;
		}
	}
	tell_absent(report, list, visit->is_address);
	freeaddrinfo(list);
	visit->address = address;
	return found;
}
