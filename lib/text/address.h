/*
 * IP addresses as text and as bytes.
 *
 * Both families are kept in one form, the 16 bytes of an IPv6 address; an IPv4
 * address is held as ::ffff:a.b.c.d (RFC 4291, 2.5.5.2), so that a client is
 * the same whether it came through an IPv4 or a dual-stack socket.
 * Source of the text forms: RFC 3986, 3.2.2 (strict: no leading zeros, no
 * zone).
 */
#ifndef TEXT_ADDRESS_H
#define TEXT_ADDRESS_H

#include <stdbool.h>

#include "span.h"

struct address {
	unsigned char bytes[16]; /* network order */
};

/** address_from_v4(bytes): the address with these IPv4 bytes. */
struct address address_from_v4(const unsigned char bytes[4]);

/** address_from_v6(bytes): the address with these IPv6 bytes. */
struct address address_from_v6(const unsigned char bytes[16]);

/** address_is_v4(address): is it an IPv4 address, or a v4-mapped one? */
bool address_is_v4(const struct address *address);

/** address_is_loopback(address): is it 127.0.0.0/8 or ::1? */
bool address_is_loopback(const struct address *address);

/**
 * address_parse_v4(address, text), address_parse_v6(address, text):
 * Read ${text} ("192.0.2.1"; "2001:db8::1", without brackets) into
 * ${address}.  Return false, with ${address} undefined, if it is not exactly
 * one address of that family.
 */
bool address_parse_v4(struct address *address, struct span text);
bool address_parse_v6(struct address *address, struct span text);

#endif
