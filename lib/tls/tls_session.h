/*
 * What tls.c, tls_context.c and tls_rehearsal.c share; no other file includes
 * this.
 */
#ifndef TLS_TLS_SESSION_H
#define TLS_TLS_SESSION_H

#include <stddef.h>

#include <openssl/bio.h>
#include <openssl/ssl.h>

struct tls_context;

/**
 * tls_bio_method_new():
 * The BIO through which OpenSSL reads and writes a struct tls.  The context
 * owns it; NULL without memory.
 */
BIO_METHOD *tls_bio_method_new(void);

/** tls_context_bio_method(context): the same, borrowed. */
const BIO_METHOD *tls_context_bio_method(const struct tls_context *context);

/**
 * tls_context_session(context):
 * A session on the terms of the default host; the caller frees it.  NULL
 * without memory.
 */
SSL *tls_context_session(const struct tls_context *context);

/**
 * tls_context_host(context, index, key):
 * The first name of a host, and its key, private or remote (NULL: none yet);
 * both borrowed. NULL after the last one.
 */
const char *tls_context_host(
    const struct tls_context *context, size_t index, EVP_PKEY **key);

/**
 * tls_note_alert(ssl, where, value):
 * The info callback of every session; see SSL_CTX_set_info_callback(3).
 */
void tls_note_alert(const SSL *ssl, int where, int value);

#endif
