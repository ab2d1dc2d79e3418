/*
 * Gemini requests: from the bytes a client sent to a request we can trust.
 *
 * Pure text: this module opens nothing, allocates nothing and keeps nothing.
 * Source: Gemini specification 0.24.1, "Requests"; URI syntax is RFC 3986.
 */
#ifndef TEXT_GEMINI_REQUEST_H
#define TEXT_GEMINI_REQUEST_H

#include "span.h"
#include "uri.h"

/* Longest URI a client may send, in bytes, its CRLF not counted. */
#define GEMINI_URI_MAX 1024

/* Bytes that hold every request that can still be valid. */
#define GEMINI_REQUEST_BYTES_MAX (GEMINI_URI_MAX + 2)

/* What the bytes read so far amount to. */
enum gemini_verdict {
	GEMINI_REQUEST_OK,   /* a whole, valid request */
	GEMINI_REQUEST_MORE, /* no line end yet: read on, then ask again */
	GEMINI_REQUEST_BAD,  /* never valid, however it goes on: answer 59 */
};

/**
 * gemini_request_parse(uri, bytes):
 * Read one request line from ${bytes}, all that the client has sent so far,
 * any number of bytes; what follows the line is ignored.
 *
 * On OK, ${uri} is filled; its spans point into ${bytes}.  Otherwise it is
 * left undefined.
 *
 * MORE: no CRLF yet and not too long, even if a byte is already illegal (a bare
 * LF, too): the client may still be sending, and is answered at the deadline.
 * BAD, at once: more than GEMINI_URI_MAX bytes without a CR, a CR followed by
 * another byte than LF.  BAD, with the line's end: a byte RFC 3986 does not
 * allow, a relative URI (no scheme), a userinfo part or fragment (even an empty
 * one), no authority or an empty host, a port that is none (0, over 65535).
 * Whether the scheme, host and port are ours is not judged here.
 */
enum gemini_verdict gemini_request_parse(struct uri *uri, struct span bytes);

#endif
