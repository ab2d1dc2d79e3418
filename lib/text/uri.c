/*
 * URIs; see uri.h.
 *
 * Every byte belongs to the kinds of RFC 3986's grammar that the table below
 * gives it, and a component is the longest run of bytes from its set, with
 * percent escapes where the set has them.  What stops a run must be the
 * delimiter of the next component; anything else makes the URI malformed.
 */
#include "uri.h"

#include <stdint.h>

#include "address.h"
#include "ascii.h"

/* Kinds of bytes, and the sets the components are made of. */
enum {
	ALPHA = 1 << 0,
	DIGIT = 1 << 1,
	HEX = 1 << 2,
	MARK = 1 << 3, /* the unreserved bytes beside letters and digits */
	SUB = 1 << 4,  /* sub-delims */
	PLUS = 1 << 5, /* a scheme's bytes beside letters and digits */
	COLON = 1 << 6,
	AT = 1 << 7,
	SLASH = 1 << 8,
	QUESTION = 1 << 9,

	SET_SCHEME = ALPHA | DIGIT | PLUS,
	SET_HOST = ALPHA | DIGIT | MARK | SUB,
	SET_USERINFO = SET_HOST | COLON,
	SET_PATH = SET_USERINFO | AT | SLASH,
	SET_QUERY = SET_PATH | QUESTION,
};

#define DIG (DIGIT | HEX)
#define HXA (ALPHA | HEX)

/* clang-format off */
static const uint16_t kinds[256] = {
	['0'] = DIG, ['1'] = DIG, ['2'] = DIG, ['3'] = DIG, ['4'] = DIG,
	['5'] = DIG, ['6'] = DIG, ['7'] = DIG, ['8'] = DIG, ['9'] = DIG,

	['A'] = HXA, ['B'] = HXA, ['C'] = HXA, ['D'] = HXA, ['E'] = HXA,
	['F'] = HXA, ['G'] = ALPHA, ['H'] = ALPHA, ['I'] = ALPHA,
	['J'] = ALPHA, ['K'] = ALPHA, ['L'] = ALPHA, ['M'] = ALPHA,
	['N'] = ALPHA, ['O'] = ALPHA, ['P'] = ALPHA, ['Q'] = ALPHA,
	['R'] = ALPHA, ['S'] = ALPHA, ['T'] = ALPHA, ['U'] = ALPHA,
	['V'] = ALPHA, ['W'] = ALPHA, ['X'] = ALPHA, ['Y'] = ALPHA,
	['Z'] = ALPHA,

	['a'] = HXA, ['b'] = HXA, ['c'] = HXA, ['d'] = HXA, ['e'] = HXA,
	['f'] = HXA, ['g'] = ALPHA, ['h'] = ALPHA, ['i'] = ALPHA,
	['j'] = ALPHA, ['k'] = ALPHA, ['l'] = ALPHA, ['m'] = ALPHA,
	['n'] = ALPHA, ['o'] = ALPHA, ['p'] = ALPHA, ['q'] = ALPHA,
	['r'] = ALPHA, ['s'] = ALPHA, ['t'] = ALPHA, ['u'] = ALPHA,
	['v'] = ALPHA, ['w'] = ALPHA, ['x'] = ALPHA, ['y'] = ALPHA,
	['z'] = ALPHA,

	['-'] = MARK | PLUS, ['.'] = MARK | PLUS, ['_'] = MARK, ['~'] = MARK,

	['!'] = SUB, ['$'] = SUB, ['&'] = SUB, ['\''] = SUB, ['('] = SUB,
	[')'] = SUB, ['*'] = SUB, ['+'] = SUB | PLUS, [','] = SUB,
	[';'] = SUB, ['='] = SUB,

	[':'] = COLON, ['@'] = AT, ['/'] = SLASH, ['?'] = QUESTION,
};
/* clang-format on */

static bool
is_of(char byte, unsigned set)
{
	return (kinds[(unsigned char)byte] & set) != 0;
}

static bool
begins_with(struct span text, char byte)
{
	return text.len > 0 && text.ptr[0] == byte;
}

/* Take the first byte off ${rest} if it is ${byte}. */
static bool
take_byte(struct span *rest, char byte)
{
	if (!begins_with(*rest, byte))
		return false;
	*rest = span_skip(*rest, 1);
	return true;
}

/* Take the longest run of bytes of ${set} off ${rest}. */
static struct span
take_run(struct span *rest, unsigned set)
{
	const char *p = rest->ptr, *end = p + rest->len;

	while (p < end && is_of(*p, set))
		p++;

	struct span run = span_between(rest->ptr, p);
	*rest = span_between(p, end);
	return run;
}

/* The same, percent escapes included; a malformed one ends the run. */
static struct span
take_escaped_run(struct span *rest, unsigned set)
{
	const char *p = rest->ptr, *end = p + rest->len;

	for (;;) {
		while (p < end && is_of(*p, set))
			p++;
		if (end - p < 3 || p[0] != '%' || !is_of(p[1], HEX) ||
		    !is_of(p[2], HEX))
			break;
		p += 3;
	}

	struct span run = span_between(rest->ptr, p);
	*rest = span_between(p, end);
	return run;
}

/* scheme ":" if there is one; without it, ${rest} stays as it is. */
static void
take_scheme(struct uri *uri, struct span *rest)
{
	struct span after = *rest;

	if (after.len == 0 || !is_of(after.ptr[0], ALPHA))
		return;

	struct span scheme = take_run(&after, SET_SCHEME);
	if (!take_byte(&after, ':'))
		return;
	uri->scheme = scheme;
	*rest = after;
}

/* IPvFuture: "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" ) */
static bool
is_ip_future(struct span text)
{
	if (!take_byte(&text, 'v') && !take_byte(&text, 'V'))
		return false;
	if (take_run(&text, HEX).len == 0 || !take_byte(&text, '.'))
		return false;
	return take_run(&text, SET_USERINFO).len > 0 && text.len == 0;
}

/* IP-literal, its opening bracket already taken. */
static bool
take_literal(struct uri *uri, struct span *rest)
{
	size_t len = span_find(*rest, ']');
	struct span literal = {rest->ptr, len};
	struct address address;

	if (len == rest->len)
		return false;
	if (!address_parse_v6(&address, literal) && !is_ip_future(literal))
		return false;
	uri->host = literal;
	uri->host_is_literal = true;
	*rest = span_skip(*rest, len + 1);
	return true;
}

/* [ userinfo "@" ] host [ ":" port ], up to the path, query or fragment. */
static bool
take_authority(struct uri *uri, struct span *rest)
{
	struct span after = *rest;
	struct span userinfo = take_escaped_run(&after, SET_USERINFO);

	uri->has_authority = true;
	if (take_byte(&after, '@')) {
		uri->userinfo = userinfo;
		uri->has_userinfo = true;
		*rest = after;
	}

	if (!take_byte(rest, '['))
		uri->host = take_escaped_run(rest, SET_HOST);
	else if (!take_literal(uri, rest))
		return false;

	if (take_byte(rest, ':')) {
		uri->port = take_run(rest, DIGIT);
		uri->has_port = true;
	}
	return rest->len == 0 || begins_with(*rest, '/') ||
	       begins_with(*rest, '?') || begins_with(*rest, '#');
}

/* A relative path's first segment has no colon: it would read as a scheme. */
static bool
is_path_noscheme(struct span path)
{
	return span_find(path, ':') >= span_find(path, '/');
}

bool
uri_parse(struct uri *uri, struct span text)
{
	/* An empty span may point nowhere, but its parts are compared. */
	struct span rest = text.len > 0 ? text : SPAN("");

	*uri = (struct uri){0};
	take_scheme(uri, &rest);
	if (span_starts_with(rest, SPAN("//"))) {
		rest = span_skip(rest, 2);
		if (!take_authority(uri, &rest))
			return false;
	}

	uri->path = take_escaped_run(&rest, SET_PATH);
	if (uri->scheme.len == 0 && !is_path_noscheme(uri->path))
		return false;

	if (take_byte(&rest, '?')) {
		uri->query = take_escaped_run(&rest, SET_QUERY);
		uri->has_query = true;
	}
	if (take_byte(&rest, '#')) {
		uri->fragment = take_escaped_run(&rest, SET_QUERY);
		uri->has_fragment = true;
	}
	return rest.len == 0;
}

unsigned
uri_port(const struct uri *uri, unsigned fallback)
{
	unsigned port = 0;

	if (uri->port.len == 0)
		return fallback;
	for (size_t i = 0; i < uri->port.len; i++) {
		port = port * 10 + (unsigned)(uri->port.ptr[i] - '0');
		if (port > 65535)
			return 0;
	}
	return port;
}

int
uri_take_byte(struct span *text)
{
	unsigned char byte = (unsigned char)text->ptr[0];
	int high, low;

	if (byte != '%') {
		*text = span_skip(*text, 1);
		return byte;
	}
	if (text->len < 3)
		return -1;
	high = ascii_hex_value(text->ptr[1]);
	low = ascii_hex_value(text->ptr[2]);
	if (high < 0 || low < 0)
		return -1;
	*text = span_skip(*text, 3);
	return high * 16 + low;
}

/* The next byte of a host in lower case; -1 at its end or its last dot. */
static int
take_host_byte(struct span *host)
{
	if (host->len == 0 || (host->len == 1 && host->ptr[0] == '.'))
		return -1;

	int byte = uri_take_byte(host);
	if (byte < 0) { /* not from uri_parse: a percent sign as itself */
		*host = span_skip(*host, 1);
		return '%';
	}
	return byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte;
}

bool
uri_host_equal(struct span a, struct span b)
{
	int byte;

	do {
		byte = take_host_byte(&a);
		if (byte != take_host_byte(&b))
			return false;
	} while (byte >= 0);
	return true;
}

bool
uri_percent_decode(struct buffer *out, struct span text)
{
	while (text.len > 0) {
		int byte = uri_take_byte(&text);

		if (byte < 0)
			return false;
		buffer_append_byte(out, (char)byte);
	}
	return true;
}

void
uri_percent_encode(struct buffer *out, struct span path)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < path.len; i++) {
		unsigned byte = (unsigned char)path.ptr[i];
		char escape[3] = {'%', digits[byte >> 4], digits[byte & 15]};

		if (is_of(path.ptr[i], SET_PATH))
			buffer_append_byte(out, path.ptr[i]);
		else
			buffer_append(out, (struct span){escape, 3});
	}
}
