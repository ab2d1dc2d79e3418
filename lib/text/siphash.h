/*
 * SipHash-2-4: a short keyed hash of short inputs, for tables whose keys come
 * from strangers.
 *
 * Without the key nobody can choose inputs that collide, nor tell from a hash
 * what was hashed.
 * Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF" (2012).
 */
#ifndef TEXT_SIPHASH_H
#define TEXT_SIPHASH_H

#include <stdint.h>

#include "span.h"

struct siphash_key {
	uint64_t words[2]; /* of 128 random bits, the first eight bytes first */
};

/** siphash(key, bytes): the hash of ${bytes} under ${key}. */
uint64_t siphash(const struct siphash_key *key, struct span bytes);

#endif
