/*
 * The order of an examination; see doctor.h.
 */
#include "doctor.h"

#include <stdio.h>

#include "address.h"
#include "ascii.h"
#include "connect.h"
#include "doctor_crawl.h"
#include "doctor_gemini.h"
#include "doctor_gopher.h"
#include "doctor_reach.h"
#include "doctor_tls.h"
#include "doctor_visit.h"
#include "uri.h"

/* A run's time without and for a crawl, in milliseconds. */
#define EXAMINATION_MS (3 * 60 * 1000)
#define CRAWL_MS (10 * 60 * 1000)

#define GEMINI_PORT "1965"

bool
doctor_port_read(char port[DOCTOR_PORT_BYTES], struct span text)
{
	unsigned number = 0;

	if (text.len == 0 || text.len >= DOCTOR_PORT_BYTES)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
		number = number * 10 + (unsigned)(text.ptr[i] - '0');
	}
	if (number < 1 || number > 65535)
		return false;
	snprintf(port, DOCTOR_PORT_BYTES, "%u", number);
	return true;
}

/* Is it a name that the DNS can have, or an IPv4 address? */
static bool
is_host(struct span host)
{
	struct uri uri;
	struct buffer url = BUFFER_EMPTY;
	bool is_good;

	buffer_append(&url, SPAN("gemini://"));
	buffer_append(&url, host);
	is_good = uri_parse(&uri, buffer_span(&url)) &&
		  uri.host.len == host.len && host.len > 0 &&
		  span_find(host, '%') == host.len;
	buffer_free(&url);
	return is_good;
}

/* Cut the port off ${text}, if it has one; false if that is none. */
static bool
take_port(struct doctor_target *target, struct span *text)
{
	size_t colon = span_find_last(*text, ':');
	struct address address;

	snprintf(target->port, sizeof target->port, GEMINI_PORT);
	if (address_parse_v6(&address, *text) || colon == text->len ||
	    span_ends_with(*text, SPAN("]")))
		return true;
	if (!doctor_port_read(target->port, span_skip(*text, colon + 1)))
		return false;
	text->len = colon;
	return true;
}

bool
doctor_target_read(struct doctor_target *target, struct span text)
{
	struct address address;
	bool in_brackets, is_v6;

	if (!take_port(target, &text))
		return false;
	in_brackets = text.len >= 2 && text.ptr[0] == '[' &&
		      span_ends_with(text, SPAN("]"));
	if (in_brackets)
		text = (struct span){text.ptr + 1, text.len - 2};
	is_v6 = address_parse_v6(&address, text);
	if (text.len >= sizeof target->host || (in_brackets && !is_v6) ||
	    (!is_v6 && !is_host(text)))
		return false;
	target->is_address = is_v6 || address_parse_v4(&address, text);
	for (size_t i = 0; i < text.len; i++)
		target->host[i] = ascii_lower(text.ptr[i]);
	target->host[text.len] = '\0';
	return true;
}

/* Host and port as in a URL. */
static void
write_authority(struct buffer *out, const struct doctor_target *target)
{
	bool is_v6 = strchr(target->host, ':') != NULL;

	buffer_printf(
	    out, "%s%s%s", is_v6 ? "[" : "", target->host, is_v6 ? "]" : "");
	if (strcmp(target->port, GEMINI_PORT) != 0)
		buffer_printf(out, ":%s", target->port);
}

static void
examine_gopher(const struct doctor_target *target, struct doctor_visit *visit,
    struct doctor_report *report, char address[DOCTOR_ADDRESS_BYTES])
{
	if (!target->with_gopher)
		return;
	visit->port = target->gopher_port;
	doctor_reach_gopher(visit, report, address);
	if (doctor_gopher(visit, report, target->gopher_is_expected) &&
	    target->crawl) {
		visit->deadline_ms = connect_now_ms() + CRAWL_MS;
		doctor_crawl_gopher(visit, report);
	}
}

/* All that needs Gemini to answer. */
static void
examine_gemini(const struct doctor_target *target, struct doctor_visit *visit,
    struct doctor_report *report)
{
	if (!doctor_tls(visit, report))
		return;
	doctor_gemini(visit, report);
	if (target->crawl) {
		visit->deadline_ms = connect_now_ms() + CRAWL_MS;
		doctor_crawl_gemini(visit, report);
	}
}

void
doctor_examine(const struct doctor_target *target, struct doctor_report *report)
{
	struct buffer authority = BUFFER_EMPTY;
	char address[DOCTOR_ADDRESS_BYTES];
	struct doctor_visit visit = {
	    .host = target->host,
	    .address = target->host,
	    .port = target->port,
	    .is_address = target->is_address,
	    .deadline_ms = connect_now_ms() + EXAMINATION_MS,
	};

	write_authority(&authority, target);
	visit.authority = buffer_span(&authority);
	if (doctor_reach(&visit, report, address))
		examine_gemini(target, &visit, report);
	else
		visit.address = target->host;
	visit.deadline_ms = connect_now_ms() + EXAMINATION_MS;
	examine_gopher(target, &visit, report, address);
	buffer_free(&authority);
}
