/*
 * What tls.c and tls_context.c share; no other file includes this.
 */
#ifndef TLS_TLS_SESSION_H
#define TLS_TLS_SESSION_H

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

#endif
