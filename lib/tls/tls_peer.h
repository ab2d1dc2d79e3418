/*
 * What a server's certificate says, as those who visit it see it.
 *
 * Judges no chain of trust: clients of Gemini trust on first use.
 * Source: RFC 5280; RFC 6125 for names.
 */
#ifndef TLS_TLS_PEER_H
#define TLS_TLS_PEER_H

#include <stdbool.h>

#include "span.h"
#include "tls_certificate.h"
#include "tls_client.h"

#define TLS_PEER_NAMES_BYTES 256
#define TLS_PEER_KEY_BYTES 48

/* Where a certificate has a host's name. */
enum tls_peer_match {
	TLS_PEER_NAMED,       /* in a subjectAltName */
	TLS_PEER_COMMON_NAME, /* in the common name alone */
	TLS_PEER_NOT_NAMED,
};

struct tls_peer {
	enum tls_peer_match match;
	char names[TLS_PEER_NAMES_BYTES]; /* those it has; cut if too many */
	enum tls_validity validity;
	int days_left; /* until it ends; negative: since it has ended */
	char begin[TLS_DATE_BYTES], end[TLS_DATE_BYTES]; /* YYYY-MM-DD */
	char key[TLS_PEER_KEY_BYTES];                    /* "EC P-256" */
	bool key_is_usual; /* EC on P-256, or RSA of 2048 to 4096 bits */
	char fingerprint[TLS_FINGERPRINT_BYTES]; /* of the certificate */
	char key_fingerprint[TLS_FINGERPRINT_BYTES];
};

/**
 * tls_peer_read(peer, der, host, is_address):
 * Read the certificate ${der} of a server that was visited as ${host}, an IP
 * address or a name.  0, or -1 if it cannot be read.
 */
int tls_peer_read(
    struct tls_peer *peer, struct span der, const char *host, bool is_address);

#endif
