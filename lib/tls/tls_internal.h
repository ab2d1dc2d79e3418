/*
 * What the tls*.c files share: OpenSSL's view of our own types.
 *
 * No other file includes this; OpenSSL's types stop here.
 */
#ifndef TLS_TLS_INTERNAL_H
#define TLS_TLS_INTERNAL_H

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "span.h"

struct failure;
struct tls_certificate;

/**
 * tls_certificate_read_key(path, kind, failure):
 * Read a private key as tls_certificate_load does, sooner if it is of ${kind},
 * OpenSSL's name for it; NULL: that is not known.  The caller frees it; NULL
 * with errno and a reason on failure.
 */
EVP_PKEY *tls_certificate_read_key(
    const char *path, const char *kind, struct failure *failure);

/**
 * tls_certificate_leaf(certificate):
 * The server's own certificate; it belongs to ${certificate}.
 */
X509 *tls_certificate_leaf(const struct tls_certificate *certificate);

/**
 * tls_certificate_issuers(certificate):
 * The certificates that followed it, perhaps none; NULL never.  Borrowed.
 */
STACK_OF(X509) *
    tls_certificate_issuers(const struct tls_certificate *certificate);

/**
 * tls_certificate_key(certificate):
 * The private (or remote) key; NULL if it was loaded without one.  Borrowed.
 */
EVP_PKEY *tls_certificate_key(const struct tls_certificate *certificate);

/**
 * tls_certificate_set_key(certificate, key):
 * Hand ${key} over to ${certificate}, in place of the key it has.
 */
void tls_certificate_set_key(
    struct tls_certificate *certificate, EVP_PKEY *key);

/**
 * tls_authority_verify(text, leaf, chain):
 * Did an authority of ${text} (see tls_authority_is_usable) issue ${leaf}, by
 * way of ${chain} (NULL: none), for a client, and are all of them valid today?
 * 1 or 0; -1 if the text is not usable, or memory fails.
 */
int tls_authority_verify(struct span text, X509 *leaf, STACK_OF(X509) * chain);

#endif
