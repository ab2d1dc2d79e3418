/*
 * What a worker and the keyholder say to each other: one request, one reply,
 * each a single datagram of fixed size on a SOCK_SEQPACKET pair.
 *
 * Both ends are the same program on the same machine, so the fields are in its
 * own byte order; the keyholder trusts none of them all the same.
 */
#ifndef TLS_SIGNING_MESSAGE_H
#define TLS_SIGNING_MESSAGE_H

#include <stdint.h>

/* A signature by the largest RSA key we take, 8192 bits. */
#define SIGNATURE_BYTES_MAX 1024

/* What is asked for; the bytes are a digest each time. */
enum key_operation {
	KEY_SIGN_ECDSA = 1,     /* answered by a DER ECDSA-Sig-Value */
	KEY_SIGN_RSA_PKCS1 = 2, /* with the padding EMSA-PKCS1-v1_5 */
	KEY_SIGN_RSA_PSS = 3, /* with EMSA-PSS, the salt as long as the hash */
};

/* The hash whose digest it is. */
enum key_hash {
	KEY_SHA224 = 1,
	KEY_SHA256 = 2,
	KEY_SHA384 = 3,
	KEY_SHA512 = 4,
};

/* The longest digest, that of SHA-512. */
#define KEY_DIGEST_BYTES 64

enum key_status {
	KEY_SIGNED = 1,
	KEY_REFUSED = 2,
};

struct signing_request {
	uint64_t id;        /* chosen by the worker, repeated in the reply */
	uint32_t key;       /* index of the key */
	uint32_t operation; /* enum key_operation */
	uint32_t hash;      /* enum key_hash */
	uint32_t size;      /* of the digest */
	unsigned char digest[KEY_DIGEST_BYTES];
};

struct signing_reply {
	uint64_t id;
	uint32_t status; /* enum key_status */
	uint32_t size;   /* 0 if refused */
	unsigned char bytes[SIGNATURE_BYTES_MAX];
};

#endif
