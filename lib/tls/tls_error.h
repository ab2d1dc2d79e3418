/*
 * What OpenSSL has to say about its last failure.
 */
#ifndef TLS_TLS_ERROR_H
#define TLS_TLS_ERROR_H

/**
 * tls_error_take():
 * A short text for the last error in OpenSSL's queue, which is emptied;
 * "unknown error" if it was empty.  Static.
 */
const char *tls_error_take(void);

#endif
