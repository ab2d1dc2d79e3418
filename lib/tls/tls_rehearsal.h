/*
 * Handshakes of a process with itself, before it has clients.
 *
 * OpenSSL looks up what it needs when it first needs it, and remembers when
 * that failed: one allocation that fails in the first handshake would end TLS
 * in the process for good.  After a rehearsal nothing is left to look up, and
 * it is known that the keys sign.
 */
#ifndef TLS_TLS_REHEARSAL_H
#define TLS_TLS_REHEARSAL_H

#include "failure.h"

struct tls_context;

/**
 * tls_rehearse(context, failure):
 * Shake hands over TLS 1.3 and 1.2 with the first host of ${context} that has
 * each kind of key, and send a byte each way.  0, or -1 with a failure and
 * errno: ETIMEDOUT if it is the keyholder that does not answer.
 */
int tls_rehearse(struct tls_context *context, struct failure *failure);

#endif
