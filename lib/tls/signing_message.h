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
#define SIGNING_MESSAGE_BYTES 1024

enum key_operation {
	/* bytes: a SHA-2 digest; answered by a DER ECDSA-Sig-Value */
	KEY_SIGN_ECDSA = 1,
	/* bytes: a SHA-2 digest; answered by a PKCS #1 v1.5 signature */
	KEY_SIGN_RSA_PKCS1 = 2,
	/* bytes: a block that EMSA-PSS made, as long as the modulus */
	KEY_SIGN_RSA_PSS = 3,
};

enum key_status {
	KEY_SIGNED = 1,
	KEY_REFUSED = 2,
};

struct signing_request {
	uint64_t id;        /* chosen by the worker, repeated in the reply */
	uint32_t key;       /* index of the key */
	uint32_t operation; /* enum key_operation */
	uint32_t size;      /* of bytes that count; the rest is zero */
	uint32_t reserved;  /* zero */
	unsigned char bytes[SIGNING_MESSAGE_BYTES];
};

struct signing_reply {
	uint64_t id;
	uint32_t status; /* enum key_status */
	uint32_t size;   /* 0 if refused */
	unsigned char bytes[SIGNING_MESSAGE_BYTES];
};

#endif
