/*
 * Address blocks: "192.0.2.0/24", "2001:db8::/32", or one address, "::1".
 *
 * Source: RFC 4632, 3.1; RFC 4291, 2.3.
 */
#ifndef TEXT_CIDR_H
#define TEXT_CIDR_H

#include <stdbool.h>

#include "address.h"
#include "span.h"

struct cidr {
	struct address base;
	unsigned bits; /* of the 128 that count; of an IPv4 block 96 to 128 */
};

/**
 * cidr_parse(cidr, text):
 * Read a block, or an address (a block of one), into ${cidr}.  False, with
 * ${cidr} undefined, if ${text} is neither.  Bits of the address beyond the
 * prefix are allowed and do not count.
 */
bool cidr_parse(struct cidr *cidr, struct span text);

/**
 * cidr_contains(cidr, address):
 * Is ${address} in the block?  A v4-mapped address is the IPv4 address it
 * holds, so an IPv6 block contains none, unless it is itself within
 * ::ffff:0:0/96.
 */
bool cidr_contains(const struct cidr *cidr, const struct address *address);

#endif
