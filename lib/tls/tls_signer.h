/*
 * Private keys that sign what they are asked to, and do nothing else.
 *
 * Belongs to the keyholder.  A request comes from a worker that may have been
 * taken over: every field is checked.  What comes is a digest and the name of
 * its hash, never more; the padding is made here, so that no block of another's
 * choosing meets the key, which can neither decrypt nor sign anything else.
 */
#ifndef TLS_TLS_SIGNER_H
#define TLS_TLS_SIGNER_H

#include "failure.h"

struct signing_reply;
struct signing_request;
struct tls_certificate;

/* A row of private keys; opaque. */
struct tls_signer;

/** tls_signer_new(): one without keys, or NULL without memory. */
struct tls_signer *tls_signer_new(void);

/**
 * tls_signer_add(signer, certificate, failure):
 * Add the private key of ${certificate}, once it has signed on trial; the first
 * one has the index 0 in requests, and so on.  The certificate may be freed
 * afterwards.  0, or -1 with errno and a reason.
 */
int tls_signer_add(struct tls_signer *signer,
    const struct tls_certificate *certificate, struct failure *failure);

/**
 * tls_signer_answer(signer, request, reply):
 * Sign what ${request} holds, or refuse; ${reply} is filled either way.
 */
void tls_signer_answer(struct tls_signer *signer,
    const struct signing_request *request, struct signing_reply *reply);

/** tls_signer_free(signer): wipe the keys and release all; NULL is legal. */
void tls_signer_free(struct tls_signer *signer);

#endif
