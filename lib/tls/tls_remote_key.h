/*
 * Keys that are not here: public keys whose signatures the keyholder makes.
 *
 * To OpenSSL such a key looks like a private one, in TLS 1.2 and 1.3, EC and
 * RSA.  When the keyholder does not answer, the signature fails, and with it
 * that one handshake, by an alert.
 */
#ifndef TLS_TLS_REMOTE_KEY_H
#define TLS_TLS_REMOTE_KEY_H

#include <stdint.h>

#include "failure.h"

struct tls_certificate;

/* A worker's line to the keyholder, for any number of keys; opaque. */
struct tls_remote;

/**
 * tls_remote_open(fd, failure):
 * A line through ${fd}, the worker's end of a signing_service_pair, which the
 * caller keeps open.  Call it before the worker is confined.  NULL, with errno
 * and a reason, on failure.
 */
struct tls_remote *tls_remote_open(int fd, struct failure *failure);

/**
 * tls_remote_attach(remote, certificate, key, failure):
 * Give ${certificate}, loaded without its private key, one that has the index
 * ${key} in the keyholder.  ${remote} must outlive it and every SSL_CTX that
 * uses it.  0, or -1 with errno and a reason.
 */
int tls_remote_attach(struct tls_remote *remote,
    struct tls_certificate *certificate, uint32_t key, struct failure *failure);

/** tls_remote_close(remote): release the line, not its fd; NULL is legal. */
void tls_remote_close(struct tls_remote *remote);

#endif
