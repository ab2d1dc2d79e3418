/*
 * SipHash-2-4; see siphash.h.
 */
#include "siphash.h"

#include <endian.h>

#define WORD_BYTES 8
#define COMPRESSION_ROUNDS 2
#define FINAL_ROUNDS 4

/* "somepseudorandomlygeneratedbytes", as the paper has it. */
static const uint64_t initial[4] = {0x736f6d6570736575, 0x646f72616e646f6d,
    0x6c7967656e657261, 0x7465646279746573};

static uint64_t
rotate(uint64_t word, unsigned bits)
{
	return word << bits | word >> (64 - bits);
}

/* Half a round: two pairs of words are mixed, ${a} into ${b}, ${c} into ${d}.
 */
static void
mix(uint64_t *a, uint64_t *b, unsigned b_bits, uint64_t *c, uint64_t *d,
    unsigned d_bits)
{
	*a += *b;
	*c += *d;
	*b = rotate(*b, b_bits) ^ *a;
	*d = rotate(*d, d_bits) ^ *c;
	*a = rotate(*a, 32);
}

static void
mix_rounds(uint64_t v[4], int rounds)
{
	for (int i = 0; i < rounds; i++) {
		mix(&v[0], &v[1], 13, &v[2], &v[3], 16);
		mix(&v[2], &v[1], 17, &v[0], &v[3], 21);
	}
}

/* The first eight bytes as a little-endian number. */
static uint64_t
whole_word(const char *bytes)
{
	uint64_t word;

	memcpy(&word, bytes, sizeof word);
	return le64toh(word);
}

/* The same of fewer than eight. */
static uint64_t
last_word(struct span bytes)
{
	uint64_t word = 0;

	for (size_t i = 0; i < bytes.len; i++)
		word |= (uint64_t)(unsigned char)bytes.ptr[i] << (8 * i);
	return word;
}

static void
compress(uint64_t v[4], uint64_t word)
{
	v[3] ^= word;
	mix_rounds(v, COMPRESSION_ROUNDS);
	v[0] ^= word;
}

uint64_t
siphash(const struct siphash_key *key, struct span bytes)
{
	uint64_t last = (uint64_t)bytes.len << 56;
	uint64_t v[4];

	for (int i = 0; i < 4; i++)
		v[i] = initial[i] ^ key->words[i % 2];
	while (bytes.len >= WORD_BYTES) {
		compress(v, whole_word(bytes.ptr));
		bytes = span_skip(bytes, WORD_BYTES);
	}
	compress(v, last | last_word(bytes));
	v[2] ^= 0xff;
	mix_rounds(v, FINAL_ROUNDS);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}
