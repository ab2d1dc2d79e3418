/*
 * Addresses elsewhere: is it one, and may it be published?
 */
#ifndef MEANING_LINK_URL_H
#define MEANING_LINK_URL_H

#include <stdbool.h>

#include "buffer.h"
#include "span.h"

enum link_url_verdict {
	LINK_URL_OK,
	LINK_URL_BAD,       /* not an address by RFC 3986 */
	LINK_URL_FORBIDDEN, /* a scheme that runs or reads what is here */
};

/** link_url_scheme_length(target): of "https:" 5; 0 if there is no scheme. */
size_t link_url_scheme_length(struct span target);

/**
 * link_url_check(href, target):
 * Append ${target}, which has a scheme, as it may be published: characters
 * outside ASCII percent-encoded.
 */
enum link_url_verdict link_url_check(struct buffer *href, struct span target);

/**
 * link_url_of_value(href, value):
 * Is ${value}, of the front matter, an address, or one for mail?  Then it is
 * appended to ${href}, as it may be published.
 */
bool link_url_of_value(struct buffer *href, struct span value);

#endif
