/*
 * The client's side of TLS, on a non-blocking socket that is the caller's.
 *
 * Certificates are not verified against anybody: what to think of the key is
 * the caller's business (see trust.h and tls_peer.h).
 */
#ifndef TLS_TLS_CLIENT_H
#define TLS_TLS_CLIENT_H

#include <stddef.h>

#include "buffer.h"
#include "tls_time.h"

#define TLS_KEY_DIGEST_BYTES 32

struct tls_client;

/* What a step came to. */
enum tls_step {
	TLS_STEP_DONE,
	TLS_STEP_WANT_READ,  /* again, when the socket is readable */
	TLS_STEP_WANT_WRITE, /* again, when it is writable */
	TLS_STEP_CLOSED,     /* the peer said close_notify */
	TLS_STEP_TRUNCATED,  /* the connection ended without close_notify */
	TLS_STEP_FAILED,     /* tls_client_error tells */
};

/* Versions of TLS, the oldest first. */
enum tls_version {
	TLS_VERSION_1_0,
	TLS_VERSION_1_1,
	TLS_VERSION_1_2,
	TLS_VERSION_1_3,
};

/**
 * tls_client_new(fd, server_name):
 * Get ready to talk TLS on ${fd}, which stays open when the client is freed.
 * ${server_name} is sent as SNI; NULL sends none.  NULL on failure.
 */
struct tls_client *tls_client_new(int fd, const char *server_name);

/**
 * tls_client_limit(tls, lowest, highest):
 * Before the handshake: offer these versions only, instead of 1.2 and newer.
 * With a ${lowest} before 1.2 the ciphers of that time are offered too, to
 * find out whether a server still takes them.  0, or -1 on failure.
 */
int tls_client_limit(
    struct tls_client *tls, enum tls_version lowest, enum tls_version highest);

/** tls_client_free(tls): release it; NULL is legal. */
void tls_client_free(struct tls_client *tls);

/** tls_client_handshake(tls): take the handshake a step on. */
enum tls_step tls_client_handshake(struct tls_client *tls);

/**
 * tls_client_read(tls, bytes, size, count), tls_client_write(...):
 * Read at most, or write, ${size} bytes, at least 1; on DONE ${count} tells
 * how many were.
 */
enum tls_step tls_client_read(
    struct tls_client *tls, char *bytes, size_t size, size_t *count);
enum tls_step tls_client_write(
    struct tls_client *tls, const char *bytes, size_t size, size_t *count);

/** tls_client_close(tls): say close_notify, if the socket takes it at once. */
void tls_client_close(struct tls_client *tls);

/**
 * tls_client_key_digest(tls, digest):
 * The SHA-256 of the server's SubjectPublicKeyInfo.  0, or -1 on failure.
 */
int tls_client_key_digest(
    const struct tls_client *tls, unsigned char digest[TLS_KEY_DIGEST_BYTES]);

/**
 * tls_client_append_certificate(tls, out):
 * Append the server's own certificate, as DER.  0, or -1 if there is none or
 * no memory.
 */
int tls_client_append_certificate(
    const struct tls_client *tls, struct buffer *out);

/**
 * tls_client_validity(tls, date):
 * Judge the certificate's dates.  ${date} receives the one that is past or to
 * come, as YYYY-MM-DD, or "" for TLS_VALID.
 */
enum tls_validity tls_client_validity(
    const struct tls_client *tls, char date[TLS_DATE_BYTES]);

/** tls_client_error(tls): why the last step failed; valid until the next. */
const char *tls_client_error(const struct tls_client *tls);

#endif
