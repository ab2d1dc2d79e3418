/*
 * URLs of links; see lint_url.h.
 */
#include "lint_url.h"

#include "ascii.h"
#include "gopher_menu.h"
#include "gopher_url.h"

/* Schemes whose URLs name a host. */
static const char *const host_schemes[] = {"gemini", "gopher", "gophers",
    "http", "https", "spartan", "titan", "nex", "finger", "ftp", NULL};

static bool
is_listed(struct span scheme, const char *const *list)
{
	while (*list != NULL && !span_equal_nocase(scheme, span_from(*list)))
		list++;
	return *list != NULL;
}

/* What stands before the first colon, if that is before any slash. */
static struct span
leading_scheme(struct span url)
{
	size_t colon = span_find(url, ':');

	if (colon == url.len || span_find(url, '/') < colon)
		return SPAN("");
	return (struct span){url.ptr, colon};
}

static bool
is_bad_escape(struct span text)
{
	return text.ptr[0] == '%' &&
	       (text.len < 3 || ascii_hex_value(text.ptr[1]) < 0 ||
		   ascii_hex_value(text.ptr[2]) < 0);
}

/* Report a URL that RFC 3986 does not allow, at the byte to blame. */
static void
report_malformed(
    struct lint_file *file, struct span url, size_t line, size_t column)
{
	for (size_t i = 0; i < url.len; i++) {
		unsigned char byte = (unsigned char)url.ptr[i];

		if (is_bad_escape(span_skip(url, i))) {
			lint_report(file, LINT_BAD_URL, line, column + i,
			    "a %% in a URL needs two hexadecimal digits; write "
			    "%%25 for the sign itself");
			return;
		}
		if (byte <= 0x20 || byte >= 0x7F ||
		    memchr("\"<>\\^`{|}", byte, 9) != NULL) {
			lint_report(file, LINT_BAD_URL, line, column + i,
			    "a URL cannot hold this character; write %%%02X",
			    (unsigned)byte);
			return;
		}
	}
	lint_report(file, LINT_BAD_URL, line, column,
	    "\"%.*s\" is no well-formed URL", LINT_TEXT(url));
}

/* What is wrong with the host, or NULL. */
static const char *
authority_fault(const struct uri *uri)
{
	bool needs_host = is_listed(uri->scheme, host_schemes);

	if (needs_host && !uri->has_authority)
		return "a URL of this scheme needs // and a host";
	if ((needs_host || uri->scheme.len == 0) && uri->has_authority &&
	    uri->host.len == 0)
		return "the URL names no host";
	if (uri->has_authority && uri_port(uri, 1) == 0)
		return "the port must be from 1 to 65535";
	if (uri->has_userinfo && span_equal_nocase(uri->scheme, SPAN("gemini")))
		return "servers refuse a gemini URL with a user name";
	return NULL;
}

/* The length of the selector that this link has in a Gopher menu. */
static size_t
external_selector_length(const struct uri *uri, struct span url)
{
	if (span_equal_nocase(uri->scheme, SPAN("gopher")) ||
	    span_equal_nocase(uri->scheme, SPAN("gophers")))
		return uri->path.len < 2 ? 0 : uri->path.len - 2;
	return strlen("URL:") + url.len;
}

static enum lint_url_verdict
check_external(struct lint_file *file, const struct uri *uri, struct span url,
    size_t line, size_t column)
{
	const char *fault = authority_fault(uri);

	if (fault != NULL) {
		lint_report(file, LINT_BAD_URL, line, column, "%s", fault);
		return LINT_URL_BAD;
	}
	if (external_selector_length(uri, url) > GOPHER_SELECTOR_MAX)
		lint_report(file, LINT_LONG_SELECTOR, line, column,
		    "over Gopher this link's selector has more than %d bytes, "
		    "which clients cut",
		    GOPHER_SELECTOR_MAX);
	return LINT_URL_EXTERNAL;
}

enum lint_url_verdict
lint_url_check(struct lint_file *file, struct uri *uri, struct span url,
    size_t line, size_t column)
{
	struct span scheme = leading_scheme(url);

	if (scheme.len > 0 && !gopher_url_allows(scheme)) {
		lint_report(file, LINT_BAD_SCHEME, line, column,
		    "%.*s: links have no place in a capsule",
		    LINT_TEXT(scheme));
		return LINT_URL_BAD;
	}
	if (url.len > LINT_URL_MAX) {
		lint_report(file, LINT_LONG_URL, line, column,
		    "the URL has %zu bytes; a request holds %d", url.len,
		    LINT_URL_MAX);
		return LINT_URL_BAD;
	}
	if (!uri_parse(uri, url)) {
		report_malformed(file, url, line, column);
		return LINT_URL_BAD;
	}
	if (uri->scheme.len > 0 || uri->has_authority)
		return check_external(file, uri, url, line, column);
	if (uri->has_fragment)
		lint_report(file, LINT_FRAGMENT, line, column,
		    "pages have no anchors: clients ignore \"#%.*s\"",
		    LINT_TEXT(uri->fragment));
	return LINT_URL_LOCAL;
}
