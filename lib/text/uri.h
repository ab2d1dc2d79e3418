/*
 * URIs: taken apart, checked, and resolved against a base.
 *
 * Pure syntax, no opinion on schemes.  Source: RFC 3986; only its ASCII
 * grammar is accepted (an IRI's raw non-ASCII bytes are refused).
 */
#ifndef TEXT_URI_H
#define TEXT_URI_H

#include <stdbool.h>

#include "buffer.h"
#include "span.h"

/*
 * The components, as sent (still percent-encoded), pointing into the parsed
 * bytes.  An absent component is an empty span; where absent and empty differ,
 * a flag tells.
 */
struct uri {
	struct span scheme;   /* empty in a relative reference */
	struct span userinfo; /* without the @ */
	struct span host;     /* an IP literal without its brackets */
	struct span port;     /* digits, may be empty after the colon */
	struct span path;
	struct span query;    /* without the ? */
	struct span fragment; /* without the # */
	bool has_authority, has_userinfo, has_port, has_query, has_fragment;
	bool host_is_literal; /* the host stood in brackets */
};

/**
 * uri_parse(uri, text):
 * Take the URI reference ${text} (absolute or relative) apart.  Return false,
 * with ${uri} undefined, when it breaks RFC 3986: a byte outside its ASCII
 * sets, a bad percent escape, a malformed host or port.
 */
bool uri_parse(struct uri *uri, struct span text);

/**
 * uri_port(uri, fallback):
 * The port as a number 1 to 65535; ${fallback} when the URI has none or it is
 * empty; 0 when it is out of range.
 */
unsigned uri_port(const struct uri *uri, unsigned fallback);

/**
 * uri_host_equal(a, b):
 * Do two hosts name the same?  ASCII case, one trailing dot and whether a byte
 * is percent-encoded do not count.
 */
bool uri_host_equal(struct span a, struct span b);

/**
 * uri_resolve(out, base, reference):
 * Append to ${out} the target of ${reference} relative to the absolute URI
 * ${base}, as RFC 3986, 5.2 (strict), dot segments removed.  A ${base} without
 * scheme or authority may be used to resolve within a site: the result then
 * has none either.
 */
void uri_resolve(
    struct buffer *out, const struct uri *base, const struct uri *reference);

/**
 * uri_take_byte(text):
 * Take the first byte off ${text}, which is not empty, or the escape it begins
 * with, and return its value, 0 to 255.  -1, with ${text} as it was, at a
 * malformed escape.
 */
int uri_take_byte(struct span *text);

/**
 * uri_percent_decode(out, text):
 * Append ${text} with its percent escapes decoded once.  False (with what came
 * before appended) at a malformed escape.
 */
bool uri_percent_decode(struct buffer *out, struct span text);

/**
 * uri_percent_encode(out, path):
 * Append the bytes of a decoded ${path} as a URI path: unreserved bytes,
 * sub-delims, `:`, `@` and `/` stay, all others become %XX (upper-case).
 */
void uri_percent_encode(struct buffer *out, struct span path);

#endif
