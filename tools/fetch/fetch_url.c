/*
 * URLs of `lozenge get`; see fetch_url.h.
 */
#include "fetch_url.h"

#include <arpa/inet.h>
#include <stdio.h>

#include "gemini_request.h"
#include "gopher_request.h"
#include "uri.h"
#include "utf8.h"

static const struct {
	const char *name;
	unsigned port;
} schemes[] = {
    [FETCH_GEMINI] = {"gemini", 1965},
    [FETCH_GOPHER] = {"gopher", 70},
    [FETCH_GOPHERS] = {"gophers", 70},
};

static bool
find_scheme(enum fetch_scheme *scheme, struct span name)
{
	for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
		if (span_equal_nocase(name, span_from(schemes[i].name))) {
			*scheme = (enum fetch_scheme)i;
			return true;
		}
	}
	return false;
}

/* If the host is an IP address, write it in its usual form. */
static bool
read_address(struct fetch_url *target, bool in_brackets)
{
	unsigned char address[sizeof(struct in6_addr)];
	int family = in_brackets ? AF_INET6 : AF_INET;

	if (inet_pton(family, target->host, address) != 1)
		return false;
	return inet_ntop(family, address, target->host, sizeof target->host) !=
	       NULL;
}

static bool
is_host_byte(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
	       byte == '-' || byte == '.' || byte == '_';
}

static enum fetch_url_verdict
read_host(struct fetch_url *target, const struct uri *uri)
{
	struct span host = uri->host;

	if (span_ends_with(host, SPAN(".")))
		host.len--;
	if (host.len == 0 || host.len > FETCH_HOST_MAX)
		return FETCH_URL_BAD_HOST;
	for (size_t i = 0; i < host.len; i++) {
		char byte = host.ptr[i];

		if (byte >= 'A' && byte <= 'Z')
			byte = (char)(byte - 'A' + 'a');
		if (!is_host_byte(byte) && !uri->host_is_literal)
			return FETCH_URL_BAD_HOST;
		target->host[i] = byte;
	}
	target->host[host.len] = '\0';

	target->is_address = read_address(target, uri->host_is_literal);
	if (uri->host_is_literal && !target->is_address)
		return FETCH_URL_BAD_HOST;
	return FETCH_URL_OK;
}

static enum fetch_url_verdict
read_port(struct fetch_url *target, const struct uri *uri)
{
	unsigned port = uri_port(uri, schemes[target->scheme].port);
	bool brackets = uri->host_is_literal;

	if (port == 0 || port > 65535)
		return FETCH_URL_BAD_PORT;
	snprintf(target->port, sizeof target->port, "%u", port);
	snprintf(target->name, sizeof target->name, "%s%s%s:%u",
	    brackets ? "[" : "", target->host, brackets ? "]" : "", port);
	return FETCH_URL_OK;
}

/* The URL without its fragment, an empty path made "/", and CRLF. */
static enum fetch_url_verdict
write_gemini_request(
    struct buffer *request, const struct uri *uri, struct span text)
{
	size_t before_query;

	text.len = span_find(text, '#');
	before_query = span_find(text, '?');
	buffer_append(request, (struct span){text.ptr, before_query});
	if (uri->path.len == 0)
		buffer_append_byte(request, '/');
	buffer_append(request, span_skip(text, before_query));
	if (request->len > GEMINI_URI_MAX)
		return FETCH_URL_TOO_LONG;
	buffer_append_text(request, "\r\n");
	return FETCH_URL_OK;
}

/* Does the selector hold a byte that would end or garble the request? */
static bool
breaks_line(struct span selector)
{
	return span_find(selector, '\0') < selector.len ||
	       span_find(selector, '\r') < selector.len ||
	       span_find(selector, '\n') < selector.len;
}

/* "/", the item type, the selector, and perhaps a TAB and a search. */
static enum fetch_url_verdict
write_gopher_request(struct fetch_url *target, const struct uri *uri)
{
	struct buffer *request = &target->request;
	struct buffer path = BUFFER_EMPTY;
	enum fetch_url_verdict verdict = FETCH_URL_OK;

	uri_percent_decode(&path, uri->path);
	/* These URLs have no query: the sign belongs to the selector. */
	if (uri->has_query) {
		buffer_append_byte(&path, '?');
		uri_percent_decode(&path, uri->query);
	}
	target->item_type = path.len > 1 ? path.ptr[1] : '1';
	buffer_append(request, span_skip(buffer_span(&path), 2));
	if (path.failed || request->len > GOPHER_LINE_MAX)
		verdict = FETCH_URL_TOO_LONG;
	else if (breaks_line(buffer_span(&path)))
		verdict = FETCH_URL_BAD_SELECTOR;
	buffer_append_text(request, "\r\n");
	buffer_free(&path);
	return verdict;
}

static enum fetch_url_verdict
read_parts(struct fetch_url *target, const struct uri *uri, struct span text)
{
	enum fetch_url_verdict verdict;

	if (uri->scheme.len == 0)
		return FETCH_URL_NO_SCHEME;
	if (!find_scheme(&target->scheme, uri->scheme))
		return FETCH_URL_FOREIGN_SCHEME;
	if (uri->has_userinfo)
		return FETCH_URL_USERINFO;
	verdict = read_host(target, uri);
	if (verdict == FETCH_URL_OK)
		verdict = read_port(target, uri);
	if (verdict != FETCH_URL_OK)
		return verdict;
	return target->scheme == FETCH_GEMINI
		   ? write_gemini_request(&target->request, uri, text)
		   : write_gopher_request(target, uri);
}

enum fetch_url_verdict
fetch_url_read(struct fetch_url *target, struct span text)
{
	enum fetch_url_verdict verdict;
	struct uri uri;

	*target = (struct fetch_url){0};
	if (!utf8_is_ascii(text))
		return FETCH_URL_NOT_ASCII;
	if (!uri_parse(&uri, text))
		return FETCH_URL_MALFORMED;
	verdict = read_parts(target, &uri, text);
	if (verdict == FETCH_URL_OK && target->request.failed)
		verdict = FETCH_URL_TOO_LONG;
	return verdict;
}

void
fetch_url_free(struct fetch_url *target)
{
	buffer_free(&target->request);
}

const char *
fetch_url_fault(enum fetch_url_verdict verdict)
{
	switch (verdict) {
	case FETCH_URL_OK:
		return "";
	case FETCH_URL_NOT_ASCII:
		return "the URL is not ASCII: write the host in its xn-- form "
		       "and all else with percent escapes";
	case FETCH_URL_MALFORMED:
		return "this is no well-formed URL";
	case FETCH_URL_NO_SCHEME:
		return "the URL must begin with gemini://, gopher:// or "
		       "gophers://";
	case FETCH_URL_FOREIGN_SCHEME:
		return "only gemini://, gopher:// and gophers:// are fetched";
	case FETCH_URL_BAD_HOST:
		return "the URL names no host that can be asked";
	case FETCH_URL_BAD_PORT:
		return "the port must be from 1 to 65535";
	case FETCH_URL_USERINFO:
		return "the URL must not name a user";
	case FETCH_URL_TOO_LONG:
		return "the URL is too long: a request holds 1024 bytes";
	case FETCH_URL_BAD_SELECTOR:
		return "the selector must not hold a NUL or a line end";
	}
	return "";
}
