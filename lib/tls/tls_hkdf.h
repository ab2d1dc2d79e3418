/*
 * What the key schedule of TLS 1.3 derives secrets with, over OpenSSL's own
 * SHA-256 and SHA-384.
 *
 * Nothing is allocated, looked up or kept, so nothing can be missing in the
 * middle of a handshake; what was secret is wiped from the stack.  How long a
 * call takes depends on lengths alone.
 * Source: RFC 8446, 7.1; HKDF is RFC 5869, HMAC is RFC 2104.
 */
#ifndef TLS_HKDF_H
#define TLS_HKDF_H

#include <stdbool.h>

#include "span.h"

/* Of the largest hash, SHA-384. */
#define TLS_HKDF_BYTES_MAX 48

/* A hash function. */
struct tls_hkdf_hash;

/* What a secret is expanded for: struct HkdfLabel without its length. */
struct tls_hkdf_purpose {
	struct span prefix;  /* "tls13 "; with the label up to 255 bytes */
	struct span label;   /* "key", say */
	struct span context; /* a transcript's hash, or nothing; up to 255 */
};

/**
 * tls_hkdf_find(name):
 * The hash function that OpenSSL calls ${name}, in any case, under whichever of
 * its names; NULL if it is not one of ours.
 */
const struct tls_hkdf_hash *tls_hkdf_find(struct span name);

/**
 * tls_hkdf_bytes(hash):
 * How many bytes a digest of ${hash} has, and so a secret: at most
 * TLS_HKDF_BYTES_MAX.
 */
size_t tls_hkdf_bytes(const struct tls_hkdf_hash *hash);

/**
 * tls_hkdf_expand(hash, secret, purpose, out, size):
 * HKDF-Expand-Label: fill ${out} with ${size} bytes made from ${secret} for
 * ${purpose}, up to 255 times the bytes of ${hash}.  ${secret} may have as many
 * bytes as a block of ${hash}, 64 or 128.
 *
 * False if any length is beyond its limit; ${out} is then not to be used.
 */
bool tls_hkdf_expand(const struct tls_hkdf_hash *hash, struct span secret,
    const struct tls_hkdf_purpose *purpose, unsigned char *out, size_t size);

/**
 * tls_hkdf_extract(hash, previous, step, input, out):
 * The key schedule's next secret, tls_hkdf_bytes(${hash}) of them into ${out}:
 * HKDF-Extract of ${input}, salted with what ${previous}, the secret before it,
 * is expanded to for ${step} and no messages at all.  Of ${step}, only prefix
 * and label ("derived") count.  Without ${previous} the salt is zero, without
 * ${input} so is the input; without is a span of NULL, not an empty one.
 *
 * False as above.
 */
bool tls_hkdf_extract(const struct tls_hkdf_hash *hash, struct span previous,
    const struct tls_hkdf_purpose *step, struct span input, unsigned char *out);

#endif
