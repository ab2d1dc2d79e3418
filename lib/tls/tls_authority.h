/*
 * Certificate authorities that a host trusts to say who its clients are.
 *
 * Source: RFC 5280, section 6, as OpenSSL does it.  Nothing is looked up: no
 * revocation list, no responder.
 */
#ifndef TLS_TLS_AUTHORITY_H
#define TLS_TLS_AUTHORITY_H

#include <stdbool.h>

#include "span.h"

/**
 * tls_authority_is_usable(text):
 * Is ${text} the certificates of authorities, in PEM, and nothing broken?  At
 * most 64; each must say of itself that it is one (basic constraints).
 */
bool tls_authority_is_usable(struct span text);

#endif
