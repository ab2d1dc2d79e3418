/*
 * Keys that are not here: public keys whose signatures the keyholder makes.
 *
 * To OpenSSL such a key looks like a private one, in TLS 1.2 and 1.3, EC and
 * RSA.  When the keyholder does not answer, the signature fails, and with it
 * that one handshake, by an alert.
 */
#ifndef SYS_TLS_REMOTE_KEY_H
#define SYS_TLS_REMOTE_KEY_H

#include <stdint.h>

#include "reason.h"

struct tls_certificate;

/* A worker's line to the keyholder, for any number of keys; opaque. */
struct tls_remote;

/**
 * tls_remote_open(fd, reason):
 * A line through ${fd}, the worker's end of a keyholder_pair, which the caller
 * keeps open.  Call it before the worker is confined.  NULL, with errno and a
 * reason, on failure.
 */
struct tls_remote *tls_remote_open(int fd, struct reason *reason);

/**
 * tls_remote_attach(remote, certificate, key, reason):
 * Give ${certificate}, loaded without its private key, one that has the index
 * ${key} in the keyholder.  ${remote} must outlive it and every SSL_CTX that
 * uses it.  0, or -1 with errno and a reason.
 */
int tls_remote_attach(struct tls_remote *remote,
    struct tls_certificate *certificate, uint32_t key, struct reason *reason);

/** tls_remote_close(remote): release the line, not its fd; NULL is legal. */
void tls_remote_close(struct tls_remote *remote);

#endif
