/*
 * One TLS session on the server's side: bytes in, bytes out.
 *
 * It touches no socket.  What the client sent is handed in; what must be sent
 * to the client is appended to a buffer that the caller flushes, so that a
 * reply and its close_notify leave in one write.
 */
#ifndef TLS_TLS_H
#define TLS_TLS_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"
#include "span.h"

struct tls_context;

/* Opaque. */
struct tls;

enum tls_verdict {
	TLS_DONE,   /* the handshake is complete, or bytes were read */
	TLS_MORE,   /* feed it more of what the client sends */
	TLS_CLOSED, /* the client has sent close_notify */
	TLS_FAILED, /* broken; an alert may have been appended */
};

/* Did an authority issue a client's certificate? */
enum tls_issued {
	TLS_ISSUED,
	TLS_NOT_ISSUED,
	TLS_ISSUER_UNUSABLE, /* the text names no authority, or memory fails */
};

/*
 * Most bytes that we put into a record, one less than is allowed: with the byte
 * of its type a full record is then as long as a padded one.
 * Source: RFC 8446, 5.2.
 */
#define TLS_RECORD_BYTES 16383

/* SHA-256 of a client certificate. */
#define TLS_DIGEST_BYTES 32

/**
 * tls_open(context, out):
 * A session that appends to ${out}, which may be shared with others as long as
 * it is flushed before the next one runs.  NULL without memory; released by
 * tls_free, for which NULL is legal.
 */
struct tls *tls_open(struct tls_context *context, struct buffer *out);
void tls_free(struct tls *tls);

/**
 * tls_feed(tls, bytes):
 * Hand in what has come from the client.  The bytes must stay until
 * tls_handshake or tls_read has answered TLS_MORE, which says that they are
 * used up, or until the session ends.
 */
void tls_feed(struct tls *tls, struct span bytes);

/** tls_handshake(tls): go on with the handshake: DONE, MORE or FAILED. */
enum tls_verdict tls_handshake(struct tls *tls);

/**
 * tls_failed_within(tls):
 * Did the session fail for a reason of our own, as without memory or without a
 * signature?  What the client sent seldom looks like that, but may.
 */
bool tls_failed_within(const struct tls *tls);

/**
 * tls_read(tls, bytes, size, count):
 * Decrypt up to ${size} bytes of what was fed; on DONE ${count} (at least 1)
 * of them are in ${bytes}.
 */
enum tls_verdict tls_read(
    struct tls *tls, char *bytes, size_t size, size_t *count);

/**
 * tls_write(tls, bytes):
 * Encrypt ${bytes} and append them to the buffer.  0, or -1 if the session is
 * broken or the buffer found no memory.
 */
int tls_write(struct tls *tls, struct span bytes);

/** tls_close_notify(tls): append close_notify; harmless if it cannot. */
void tls_close_notify(struct tls *tls);

/**
 * tls_pad(tls, block):
 * From now on pad records of application data to a multiple of ${block} bytes
 * (0: no more), so that their size does not tell which page was read.  Only
 * TLS 1.3 can do so.
 */
void tls_pad(struct tls *tls, size_t block);

/**
 * tls_client_digest(tls, digest, valid):
 * SHA-256 of the client's certificate.  False if the client sent none.
 * ${valid} tells whether it is valid by its own dates just now.
 */
bool tls_client_digest(
    struct tls *tls, unsigned char digest[TLS_DIGEST_BYTES], bool *valid);

/**
 * tls_client_issued_by(tls, authorities):
 * Did one of ${authorities}, certificates in PEM, issue the client's
 * certificate, by way of those that it sent with it?  TLS_NOT_ISSUED if it
 * sent none.
 */
enum tls_issued tls_client_issued_by(struct tls *tls, struct span authorities);

#endif
