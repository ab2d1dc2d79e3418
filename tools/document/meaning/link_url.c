/*
 * Schemes, and the syntax that goes with them.
 */
#include "link_url.h"

#include <ctype.h>
#include <string.h>

#include "gopher_url.h"
#include "uri.h"

/* Schemes whose address names a host. */
static const char *const with_host[] = {
    "gemini", "gopher", "gophers", "https", "http", "ftp", "finger", "spartan"};

static bool
is_among(struct span scheme, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (span_equal_nocase(scheme, span_from(names[i])))
			return true;
	return false;
}

size_t
link_url_scheme_length(struct span target)
{
	size_t colon = span_find(target, ':');

	if (colon == target.len || colon == 0 ||
	    !isalpha((unsigned char)target.ptr[0]))
		return 0;
	for (size_t i = 0; i < colon; i++)
		if (!isalnum((unsigned char)target.ptr[i]) &&
		    (target.ptr[i] == '\0' ||
			strchr("+-.", target.ptr[i]) == NULL))
			return 0;
	return colon;
}

/* Append ${target}, what no address can hold as it is percent-encoded. */
static void
append_encoded(struct buffer *href, struct span target)
{
	for (size_t i = 0; i < target.len; i++) {
		if ((unsigned char)target.ptr[i] >= 0x80 ||
		    memchr(" \"<>\\^`{|}", target.ptr[i], 10) != NULL)
			buffer_printf(
			    href, "%%%02X", (unsigned char)target.ptr[i]);
		else
			buffer_append_byte(href, target.ptr[i]);
	}
}

/* Does the address have what its scheme asks for? */
static bool
is_complete(const struct uri *uri)
{
	if (is_among(
		uri->scheme, with_host, sizeof with_host / sizeof with_host[0]))
		return uri->host.len > 0 && uri_port(uri, 1) != 0;
	if (span_equal_nocase(uri->scheme, SPAN("mailto")))
		return span_find(uri->path, '@') < uri->path.len;
	return uri->has_authority || uri->path.len > 0;
}

enum link_url_verdict
link_url_check(struct buffer *href, struct span target)
{
	struct span scheme = {target.ptr, link_url_scheme_length(target)};
	size_t start = href->len;
	struct uri uri;

	/* "C:" is no scheme, but a disk. */
	if (scheme.len == 1 || !gopher_url_allows(scheme))
		return LINK_URL_FORBIDDEN;
	append_encoded(href, target);
	if (!uri_parse(&uri, span_skip(buffer_span(href), start)) ||
	    !is_complete(&uri))
		return LINK_URL_BAD;
	/* A name beyond ASCII needs another encoding than a path does. */
	if (span_find(uri.host, '%') < uri.host.len)
		return LINK_URL_BAD;
	return LINK_URL_OK;
}

bool
link_url_of_value(struct buffer *href, struct span value)
{
	bool is_mail = span_find(value, '@') < value.len &&
		       span_find(value, ' ') == value.len;
	struct buffer address = BUFFER_EMPTY;
	bool is_address = false;

	if (link_url_scheme_length(value) == 0 && is_mail)
		buffer_append_text(&address, "mailto:");
	buffer_append(&address, value);
	if (link_url_scheme_length(buffer_span(&address)) > 0)
		is_address =
		    link_url_check(href, buffer_span(&address)) == LINK_URL_OK;
	buffer_free(&address);
	return is_address;
}
