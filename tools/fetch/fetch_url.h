/*
 * What to ask whom: a URL of `lozenge get`, made into a host, a port and the
 * bytes of a request.  Pure text.
 *
 * Source: Gemini specification 0.24.1, "Requests"; RFC 4266 for gopher URLs.
 */
#ifndef FETCH_FETCH_URL_H
#define FETCH_FETCH_URL_H

#include <stdbool.h>

#include "buffer.h"
#include "span.h"

/* Longest host name of the DNS, in bytes. */
#define FETCH_HOST_MAX 253

/* "[", host, "]", ":", five digits, NUL. */
#define FETCH_NAME_BYTES (FETCH_HOST_MAX + 9)

enum fetch_scheme {
	FETCH_GEMINI,
	FETCH_GOPHER,
	FETCH_GOPHERS, /* Gopher over TLS */
};

struct fetch_url {
	enum fetch_scheme scheme;
	char
	    host[FETCH_HOST_MAX + 1]; /* lower-case, no brackets, no last dot */
	char port[6];
	char name[FETCH_NAME_BYTES]; /* "host:port", "[::1]:1965" */
	bool is_address;             /* the host is an IP address */
	char item_type;              /* Gopher only */
	struct buffer request;       /* owned: all that is to be sent */
};

enum fetch_url_verdict {
	FETCH_URL_OK,
	FETCH_URL_NOT_ASCII,
	FETCH_URL_MALFORMED,
	FETCH_URL_NO_SCHEME,
	FETCH_URL_FOREIGN_SCHEME,
	FETCH_URL_BAD_HOST,
	FETCH_URL_BAD_PORT,
	FETCH_URL_USERINFO,
	FETCH_URL_TOO_LONG,
	FETCH_URL_BAD_SELECTOR,
};

/**
 * fetch_url_read(target, text):
 * Read the URL ${text} into ${target}; fetch_url_free is due either way.  A
 * fragment is the client's own business, and not sent.  TOO_LONG also stands
 * for no memory.
 */
enum fetch_url_verdict fetch_url_read(
    struct fetch_url *target, struct span text);

/** fetch_url_free(target): release the request. */
void fetch_url_free(struct fetch_url *target);

/** fetch_url_fault(verdict): what is wrong, in a sentence; "" for OK.  Static.
 */
const char *fetch_url_fault(enum fetch_url_verdict verdict);

#endif
