/*
 * A certificate of our own, in memory: an EC key and a signature by itself.
 *
 * Gemini clients remember a key on first use, so there is no authority to ask,
 * and a key is kept for as long as its host.  P-256 with SHA-256, because every
 * client has it.  Source: RFC 5280.
 */
#ifndef TLS_TLS_SELFSIGNED_H
#define TLS_TLS_SELFSIGNED_H

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "failure.h"
#include "tls_names.h"

/** tls_selfsigned_key(): a new P-256 key, or NULL. */
EVP_PKEY *tls_selfsigned_key(void);

/**
 * tls_selfsigned_make(names, key, failure):
 * A certificate for ${names}, signed by ${key} itself, EC or RSA: every name a
 * subjectAltName (dNSName or iPAddress), the host also the common name; no
 * authority, for servers, with a random serial.
 *
 * It is valid from yesterday, so that a client whose clock is late takes it,
 * until the end of 2049: beyond it dates need GeneralizedTime, which small
 * clients lack, and a date that does not hang on our clock cannot be wrong on
 * a board that starts in 1970.  From 2039 on: ten years.
 *
 * NULL with errno and a reason: EINVAL for a name that no certificate can
 * carry.
 */
X509 *tls_selfsigned_make(
    const struct tls_names *names, EVP_PKEY *key, struct failure *failure);

#endif
