/*
 * PROXY protocol headers, versions 1 and 2: what a proxy in front of us says
 * about the client, before the client's first byte.
 *
 * Pure text, and only what a server of streams needs: where the client is, and
 * the port it reached.  The TLVs and their checksum are passed over.
 * Source: HAProxy's proxy-protocol.txt, sections 2.1 and 2.2.
 */
#ifndef TEXT_PROXY_HEADER_H
#define TEXT_PROXY_HEADER_H

#include <stdbool.h>
#include <stddef.h>

#include "address.h"
#include "span.h"

/*
 * Most bytes of a header: version 1 has 107 with its CRLF.  Version 2 could
 * declare 16 + 65535; the addresses take at most 216, and what proxies add in
 * TLVs fits into the rest of this.  A longer one is refused.
 */
#define PROXY_HEADER_V1_MAX 107
#define PROXY_HEADER_BYTES_MAX 4096

/* What the bytes read so far amount to. */
enum proxy_verdict {
	PROXY_HEADER_OK,
	PROXY_HEADER_MORE, /* read on, then ask again */
	PROXY_HEADER_BAD,  /* no header, or a malformed one: close */
};

struct proxy_header {
	size_t size; /* bytes of the header; the client's begin after them */
	bool local; /* the proxy's own connection: the socket's address holds */
	/*
	 * False if local, and for clients without an IP address (UNKNOWN, a
	 * Unix socket); the members below are then zero.
	 */
	bool has_source;
	struct address source;
	unsigned source_port;      /* 0 to 65535 */
	unsigned destination_port; /* of the proxy; 0 to 65535 */
};

/**
 * proxy_header_parse(header, bytes):
 * Read a header from the start of ${bytes}, all that was received so far.
 * On OK ${header} is filled, otherwise undefined.  A client that sends none is
 * BAD with its first byte that differs: never guess.
 */
enum proxy_verdict proxy_header_parse(
    struct proxy_header *header, struct span bytes);

#endif
