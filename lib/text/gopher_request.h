/*
 * Gopher requests: one selector line, perhaps with a search or a Gopher+ probe.
 *
 * Source: RFC 1436, sections 2 and 3.5; the Gopher+ probes as clients send
 * them.  Pure text.
 */
#ifndef TEXT_GOPHER_REQUEST_H
#define TEXT_GOPHER_REQUEST_H

#include <stdbool.h>

#include "span.h"

/* Longest request line, in bytes, its line end not counted. */
#define GOPHER_LINE_MAX 1024

/* What the bytes read so far amount to. */
enum gopher_verdict {
	GOPHER_REQUEST_OK,
	GOPHER_REQUEST_MORE, /* no line end yet */
	GOPHER_REQUEST_BAD,  /* too long, a NUL, another protocol: a type-3 line
			      */
};

struct gopher_request {
	struct span selector; /* as sent, without the TAB and what follows */
	struct span search;   /* what follows the first TAB, if no probe */
	bool has_search;
	char plus; /* '+', '!' or '$' for a Gopher+ probe, else 0 */
};

/**
 * gopher_request_parse(request, bytes):
 * Read one request line, ended by CRLF or LF, from ${bytes}; what follows it
 * is ignored.  On OK ${request} is filled and points into ${bytes}.
 *
 * BAD, as soon as it is seen: a line over GOPHER_LINE_MAX bytes, a NUL or
 * another control byte but TAB.  BAD, with the line's end: an HTTP request line
 * ("GET / HTTP/1.1", any method).  High bytes are just bytes.
 *
 * A field after a TAB is a probe if it is a sign alone, "+" and a media type
 * ("+text/plain"), or "!" or "$" and "+" ("!+INFO"); otherwise it is a search
 * ("$100", "+vitamin"), which a probe may follow.
 */
enum gopher_verdict gopher_request_parse(
    struct gopher_request *request, struct span bytes);

#endif
