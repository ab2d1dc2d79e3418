/*
 * The first line of a Gemini answer, as a client reads it.  Pure text.
 *
 * Source: Gemini specification 0.24.1, "Responses".
 */
#ifndef FETCH_GEMINI_HEADER_H
#define FETCH_GEMINI_HEADER_H

#include "span.h"

enum gemini_header_verdict {
	GEMINI_HEADER_OK,
	GEMINI_HEADER_MORE, /* no line end yet */
	GEMINI_HEADER_BAD,  /* this is no Gemini answer */
};

struct gemini_header {
	int status;       /* 10 to 69 */
	struct span line; /* the whole line without its CRLF */
	struct span meta; /* may be empty: some servers leave it out */
	struct span body; /* what follows in the bytes */
};

/**
 * gemini_header_parse(header, bytes):
 * Read the header line from ${bytes}, all of an answer so far.  On OK
 * ${header} is filled and points into ${bytes}.  BAD: no two digits that are a
 * status, no space after them, a meta over 1024 bytes, a line end other than
 * CRLF.
 */
enum gemini_header_verdict gemini_header_parse(
    struct gemini_header *header, struct span bytes);

#endif
