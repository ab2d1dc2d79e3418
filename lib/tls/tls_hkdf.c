/*
 * OpenSSL 3 would have its hash functions fetched and their state allocated for
 * each use, which costs more than the hashing.  The functions beneath are
 * deprecated, but not gone, and they are the same code; this file asks for
 * them.
 */
#define OPENSSL_API_COMPAT 0x10100000L

#include "tls_hkdf.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#define BLOCK_BYTES_MAX SHA512_CBLOCK

/* RFC 2104: what the key is combined with, inside and outside. */
#define INNER_PAD 0x36
#define OUTER_PAD 0x5c

/* RFC 5869: the blocks are counted in one byte. */
#define BLOCKS_MAX 255

/* RFC 8446, 7.1: of struct HkdfLabel's two vectors. */
#define VECTOR_BYTES_MAX 255

union hash_state {
	SHA256_CTX sha256;
	SHA512_CTX sha512;
};

struct tls_hkdf_hash {
	const char *names[3];
	size_t bytes;
	size_t block_bytes;
	int (*begin)(union hash_state *state);
	int (*add)(union hash_state *state, const void *bytes, size_t len);
	int (*end)(unsigned char *digest, union hash_state *state);
};

/* ---------- hashing ---------- */

static int
sha256_begin(union hash_state *state)
{
	return SHA256_Init(&state->sha256);
}

static int
sha256_add(union hash_state *state, const void *bytes, size_t len)
{
	return SHA256_Update(&state->sha256, bytes, len);
}

static int
sha256_end(unsigned char *digest, union hash_state *state)
{
	return SHA256_Final(digest, &state->sha256);
}

static int
sha384_begin(union hash_state *state)
{
	return SHA384_Init(&state->sha512);
}

static int
sha384_add(union hash_state *state, const void *bytes, size_t len)
{
	return SHA384_Update(&state->sha512, bytes, len);
}

static int
sha384_end(unsigned char *digest, union hash_state *state)
{
	return SHA384_Final(digest, &state->sha512);
}

static const struct tls_hkdf_hash hashes[] = {
    {{"SHA2-256", "SHA256", "SHA-256"}, SHA256_DIGEST_LENGTH, SHA256_CBLOCK,
	sha256_begin, sha256_add, sha256_end},
    {{"SHA2-384", "SHA384", "SHA-384"}, SHA384_DIGEST_LENGTH, SHA512_CBLOCK,
	sha384_begin, sha384_add, sha384_end},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

const struct tls_hkdf_hash *
tls_hkdf_find(struct span name)
{
	for (size_t i = 0; i < COUNT(hashes); i++) {
		for (size_t j = 0; j < COUNT(hashes[i].names); j++) {
			const char *known = hashes[i].names[j];

			if (span_equal_nocase(span_from(known), name))
				return &hashes[i];
		}
	}
	return NULL;
}

size_t
tls_hkdf_bytes(const struct tls_hkdf_hash *hash)
{
	return hash->bytes;
}

/* ---------- HMAC ---------- */

/* Begin a hash with the key's block, combined with ${pad}. */
static bool
begin_with_key(const struct tls_hkdf_hash *hash, union hash_state *state,
    struct span key, unsigned char pad)
{
	unsigned char block[BLOCK_BYTES_MAX];
	bool done;

	memset(block, pad, hash->block_bytes);
	for (size_t i = 0; i < key.len; i++)
		block[i] ^= (unsigned char)key.ptr[i];
	done = hash->begin(state) == 1 &&
	       hash->add(state, block, hash->block_bytes) == 1;
	OPENSSL_cleanse(block, hash->block_bytes);
	return done;
}

static bool
add_parts(const struct tls_hkdf_hash *hash, union hash_state *state,
    const struct span *parts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (parts[i].len > 0 &&
		    hash->add(state, parts[i].ptr, parts[i].len) != 1)
			return false;
	}
	return true;
}

/* The HMAC of ${parts}, one after the other, under a key of up to a block. */
static bool
authenticate(const struct tls_hkdf_hash *hash, struct span key,
    const struct span *parts, size_t count, unsigned char *mac)
{
	unsigned char inner[TLS_HKDF_BYTES_MAX];
	union hash_state state;
	bool done;

	if (key.len > hash->block_bytes)
		return false;
	done = begin_with_key(hash, &state, key, INNER_PAD) &&
	       add_parts(hash, &state, parts, count) &&
	       hash->end(inner, &state) == 1 &&
	       begin_with_key(hash, &state, key, OUTER_PAD) &&
	       hash->add(&state, inner, hash->bytes) == 1 &&
	       hash->end(mac, &state) == 1;
	OPENSSL_cleanse(inner, sizeof inner);
	OPENSSL_cleanse(&state, sizeof state);
	return done;
}

/* ---------- HKDF ---------- */

bool
tls_hkdf_expand(const struct tls_hkdf_hash *hash, struct span secret,
    const struct tls_hkdf_purpose *purpose, unsigned char *out, size_t size)
{
	size_t name_len = purpose->prefix.len + purpose->label.len;
	const char head[] = {
	    (char)(size >> 8), (char)(size & 0xff), (char)name_len};
	const char context_len = (char)purpose->context.len;
	unsigned char block[TLS_HKDF_BYTES_MAX];
	unsigned char number = 0;
	struct span parts[] = {
	    {NULL, 0}, /* the block before */
	    {head, sizeof head},
	    purpose->prefix,
	    purpose->label,
	    {&context_len, 1},
	    purpose->context,
	    {(const char *)&number, 1},
	};
	bool done = purpose->prefix.len <= VECTOR_BYTES_MAX &&
		    name_len <= VECTOR_BYTES_MAX &&
		    purpose->context.len <= VECTOR_BYTES_MAX &&
		    size <= BLOCKS_MAX * hash->bytes;

	for (size_t at = 0; done && at < size; at += hash->bytes) {
		size_t left = size - at;

		number++;
		done = authenticate(hash, secret, parts, COUNT(parts), block);
		memcpy(
		    out + at, block, left < hash->bytes ? left : hash->bytes);
		parts[0] = (struct span){(const char *)block, hash->bytes};
	}
	OPENSSL_cleanse(block, sizeof block);
	return done;
}

/* What the next step is salted with. */
static bool
make_salt(const struct tls_hkdf_hash *hash, struct span previous,
    const struct tls_hkdf_purpose *step, unsigned char *salt)
{
	unsigned char nothing[TLS_HKDF_BYTES_MAX];
	union hash_state state;
	struct tls_hkdf_purpose purpose = {
	    step->prefix, step->label, {(const char *)nothing, hash->bytes}};

	return hash->begin(&state) == 1 && hash->end(nothing, &state) == 1 &&
	       tls_hkdf_expand(hash, previous, &purpose, salt, hash->bytes);
}

bool
tls_hkdf_extract(const struct tls_hkdf_hash *hash, struct span previous,
    const struct tls_hkdf_purpose *step, struct span input, unsigned char *out)
{
	static const char zeros[TLS_HKDF_BYTES_MAX];
	unsigned char salt[TLS_HKDF_BYTES_MAX];
	struct span key = {(const char *)salt, hash->bytes};
	bool done = true;

	if (input.ptr == NULL)
		input = (struct span){zeros, hash->bytes};
	if (previous.ptr == NULL)
		key.len = 0; /* a key of zeros is the same as none */
	else
		done = make_salt(hash, previous, step, salt);
	done = done && authenticate(hash, key, &input, 1, out);
	OPENSSL_cleanse(salt, sizeof salt);
	return done;
}
