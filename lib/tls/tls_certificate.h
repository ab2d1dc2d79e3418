/*
 * Certificates and their private keys, as read from PEM files.
 *
 * Knows what a certificate says and whether key and certificate belong
 * together; makes none (tls_store does) and judges no chain of trust: Gemini
 * clients trust on first use.  Sources: RFC 5280, RFC 7468.
 */
#ifndef TLS_TLS_CERTIFICATE_H
#define TLS_TLS_CERTIFICATE_H

#include <stdbool.h>
#include <stdint.h>

#include "failure.h"

/* Hexadecimal SHA-256 and its NUL. */
#define TLS_FINGERPRINT_BYTES 65

/* A certificate that ends sooner than this is worth a warning. */
#define TLS_EXPIRY_WARNING_S (30LL * 24 * 60 * 60)

/* A chain of certificates and perhaps the key of the first; opaque. */
struct tls_certificate;

/**
 * tls_certificate_load(chain_path, key_path, failure):
 * Read a chain, the server's own certificate first, from ${chain_path} and its
 * private key from ${key_path} (NULL: from the same file).
 *
 * Refused, with errno and a reason that names the file: no such file, no
 * certificate, a key that others may read or own (see small_file.h), an
 * encrypted key (nobody is asked for a password), a key that is neither RSA of
 * 2048 to 8192 bits nor EC on P-256, P-384 or P-521, a key of another
 * certificate.  An expired certificate is loaded: ask for its not_after.
 *
 * The caller releases it with tls_certificate_free.  NULL on failure.
 */
struct tls_certificate *tls_certificate_load(
    const char *chain_path, const char *key_path, struct failure *failure);

/**
 * tls_certificate_load_public(chain_path, failure):
 * Load the chain alone, for processes that must never see the key.
 */
struct tls_certificate *tls_certificate_load_public(
    const char *chain_path, struct failure *failure);

/**
 * tls_certificate_load_key(certificate, chain_path, key_path, failure):
 * Read the private key for a chain that was loaded without, from where
 * tls_certificate_load would.  0, or -1 with errno and a reason; then it may
 * have a key that is another certificate's.
 */
int tls_certificate_load_key(struct tls_certificate *certificate,
    const char *chain_path, const char *key_path, struct failure *failure);

/** tls_certificate_free(certificate): wipe and release; NULL is legal. */
void tls_certificate_free(struct tls_certificate *certificate);

/**
 * tls_certificate_not_before(certificate), tls_certificate_not_after(...):
 * When it begins and ends to be valid, in seconds since 1970 (UTC).
 */
int64_t tls_certificate_not_before(const struct tls_certificate *certificate);
int64_t tls_certificate_not_after(const struct tls_certificate *certificate);

/**
 * tls_certificate_names(certificate, host):
 * Is it made out to ${host}, a DNS name or an IP literal (brackets allowed)?
 */
bool tls_certificate_names(
    const struct tls_certificate *certificate, const char *host);

/**
 * tls_certificate_fingerprint(certificate, hex):
 * SHA-256 of the whole certificate in lower-case hexadecimal.
 */
void tls_certificate_fingerprint(
    const struct tls_certificate *certificate, char hex[TLS_FINGERPRINT_BYTES]);

/**
 * tls_certificate_key_fingerprint(certificate, hex):
 * SHA-256 of its public key (SubjectPublicKeyInfo): what stays the same when
 * a certificate is renewed, and what most clients remember.
 */
void tls_certificate_key_fingerprint(
    const struct tls_certificate *certificate, char hex[TLS_FINGERPRINT_BYTES]);

#endif
