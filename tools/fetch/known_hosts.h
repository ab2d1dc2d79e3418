/*
 * The keys of servers met before: the text of the known-hosts file.
 *
 * A line is "host:port spki-sha256 HEX"; blank lines and those that begin with
 * a number sign are for people.  Pure text; known_hosts_file has the file.
 */
#ifndef FETCH_KNOWN_HOSTS_H
#define FETCH_KNOWN_HOSTS_H

#include <stddef.h>

#include "buffer.h"
#include "span.h"

#define KNOWN_HOSTS_KEY_BYTES 32

/* The hexadecimal digits of a key, and a NUL. */
#define KNOWN_HOSTS_HEX_BYTES (2 * KNOWN_HOSTS_KEY_BYTES + 1)

enum known_hosts_verdict {
	KNOWN_HOSTS_SAME,      /* the pinned key */
	KNOWN_HOSTS_CHANGED,   /* another key is pinned */
	KNOWN_HOSTS_NEW,       /* none is */
	KNOWN_HOSTS_MALFORMED, /* a line cannot be read: trust nothing */
};

/**
 * known_hosts_check(text, name, hex, line):
 * Look up ${name} ("example.org:1965", lower-case) in the file ${text}: is
 * ${hex} the key pinned for it?  ${line} receives the number of the line that
 * decided, 0 for NEW.  Of several lines for a name the first counts.
 */
enum known_hosts_verdict known_hosts_check(
    struct span text, struct span name, struct span hex, size_t *line);

/**
 * known_hosts_append(text, name, hex):
 * Append a line for ${name}, after a line end if ${text} lacks its last one.
 */
void known_hosts_append(struct buffer *text, struct span name, struct span hex);

/** known_hosts_hex(hex, key): write ${key} in lower-case digits and a NUL. */
void known_hosts_hex(char hex[KNOWN_HOSTS_HEX_BYTES],
    const unsigned char key[KNOWN_HOSTS_KEY_BYTES]);

#endif
