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

/* One address, and what became of a visit to it. */
struct attempt {
	int family;
	char text[DOCTOR_ADDRESS_BYTES];
	bool has_no_way; /* from this machine */
	bool answers;
	char fault[128]; /* if it does not */
};

static void
try_address(struct doctor_visit *visit, const struct addrinfo *address,
    struct attempt *attempt)
{
	struct stream stream;
	const char *fault = "";

	attempt->family = address->ai_family;
	attempt->has_no_way = lacks_family(address);
	if (attempt->has_no_way)
		return;
	visit->address = attempt->text;
	attempt->answers = doctor_visit_open(visit, &stream, &fault) == 0;
	if (attempt->answers)
		stream_close(&stream);
	else
		snprintf(attempt->fault, sizeof attempt->fault, "%s", fault);
}

/*
 * Try each address of the host: how many there are, or -1 and why in ${fault}.
 * Further visits go to the first that answers, kept in ${address}, if any does.
 */
static int
try_all(struct doctor_visit *visit, struct attempt *attempts,
    char address[DOCTOR_ADDRESS_BYTES], const char **fault)
{
	const struct addrinfo hints = {
	    .ai_family = AF_UNSPEC,
	    .ai_socktype = SOCK_STREAM,
	    .ai_flags = AI_NUMERICSERV,
	};
	const char *before = visit->address;
	struct addrinfo *list = NULL;
	int error = getaddrinfo(visit->host, visit->port, &hints, &list);
	int count = 0, first = -1;

	if (error != 0) {
		*fault = gai_strerror(error);
		return -1;
	}
	for (const struct addrinfo *at = list;
	     at != NULL && count < ADDRESSES_MAX; at = at->ai_next) {
		struct attempt *attempt = &attempts[count];

		*attempt = (struct attempt){.family = AF_UNSPEC};
		if (getnameinfo(at->ai_addr, at->ai_addrlen, attempt->text,
			sizeof attempt->text, NULL, 0, NI_NUMERICHOST) != 0)
			continue;
		try_address(visit, at, attempt);
		if (attempt->answers && first < 0)
			first = count;
		count++;
	}
	freeaddrinfo(list);
	visit->address = before;
	if (first >= 0) {
		snprintf(
		    address, DOCTOR_ADDRESS_BYTES, "%s", attempts[first].text);
		visit->address = address;
	}
	return count;
}

static bool
any_answers(const struct attempt *attempts, int count)
{
	for (int i = 0; i < count; i++)
		if (attempts[i].answers)
			return true;
	return false;
}

static void
tell_attempt(struct doctor_report *report, const struct attempt *attempt,
    const char *port)
{
	enum doctor_check_id id =
	    attempt->family == AF_INET ? DOCTOR_IPV4 : DOCTOR_IPV6;

	if (attempt->has_no_way)
		doctor_report_add(report, id, DOCTOR_SKIPPED,
		    "%s: there is no way to it from this machine",
		    attempt->text);
	else if (attempt->answers)
		doctor_report_add(
		    report, id, DOCTOR_OK, "%s port %s", attempt->text, port);
	else
		doctor_report_add(report, id, DOCTOR_ERROR, "%s port %s: %s",
		    attempt->text, port, attempt->fault);
}

/* Say of which family there are no addresses. */
static void
tell_absent(struct doctor_report *report, const struct attempt *attempts,
    int count, bool host_is_address)
{
	bool has_ipv4 = false, has_ipv6 = false;
	const char *why = host_is_address ? "only one address was named"
					  : "the host has no such address";

	for (int i = 0; i < count; i++) {
		has_ipv4 = has_ipv4 || attempts[i].family == AF_INET;
		has_ipv6 = has_ipv6 || attempts[i].family == AF_INET6;
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
	struct attempt attempts[ADDRESSES_MAX];
	const char *fault = "";
	int count = try_all(visit, attempts, address, &fault);

	if (count < 0) {
		doctor_report_add(report, DOCTOR_IPV4, DOCTOR_ERROR, "%s: %s",
		    visit->host, fault);
		return false;
	}
	for (int i = 0; i < count; i++)
		tell_attempt(report, &attempts[i], visit->port);
	tell_absent(report, attempts, count, visit->is_address);
	return any_answers(attempts, count);
}

void
doctor_reach_gopher(struct doctor_visit *visit, struct doctor_report *report,
    char address[DOCTOR_ADDRESS_BYTES])
{
	struct attempt attempts[ADDRESSES_MAX];
	const char *fault = "";
	int count = try_all(visit, attempts, address, &fault);

	/* Whether it is there at all is the examination's to say. */
	if (!any_answers(attempts, count))
		return;
	for (int i = 0; i < count; i++)
		if (!attempts[i].answers && !attempts[i].has_no_way)
			doctor_report_add(report, DOCTOR_GOPHER_ADDRESS,
			    DOCTOR_ERROR, "%s port %s: %s", attempts[i].text,
			    visit->port, attempts[i].fault);
}
