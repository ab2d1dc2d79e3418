/*
 * What TLS sessions share: certificates by host name, and the protocol's terms.
 *
 * TLS 1.2 and 1.3 only, forward secrecy and AEAD only, no renegotiation, no
 * compression, no early data.  No tickets and no resumption: they would let an
 * onlooker link a reader's visits.  Source: Gemini specification 0.24.1,
 * "TLS"; RFC 8446.
 */
#ifndef TLS_TLS_CONTEXT_H
#define TLS_TLS_CONTEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "failure.h"

struct tls_certificate;

/* One host's certificate and what its handshakes ask for. */
struct tls_host {
	const char **names; /* lower-case: the host, its aliases */
	size_t name_count;
	const struct tls_certificate *certificate; /* key or not, see below */
	bool asks_certificate; /* request one from clients, never require it */
};

/* Opaque. */
struct tls_context;

/**
 * tls_context_new(hosts, count, failure):
 * Terms for ${count} (at least 1) ${hosts}; the first serves clients that send
 * no name (SNI) or an unknown one.  Everything needed is copied or referenced;
 * ${hosts} may go.  A certificate that has no key yet gets it later.
 * NULL with a reason on failure; released by tls_context_free (NULL is legal).
 */
struct tls_context *tls_context_new(
    const struct tls_host *hosts, size_t count, struct failure *failure);
void tls_context_free(struct tls_context *context);

/**
 * tls_context_use_key(context, index, certificate, failure):
 * Let host number ${index} shake hands with the key of ${certificate}, private
 * or remote.  Terms are costly to make: those made before a fork serve all
 * children, and each gives them the keys that it has.  0, or -1 with a reason.
 */
int tls_context_use_key(struct tls_context *context, size_t index,
    const struct tls_certificate *certificate, struct failure *failure);

#endif
