/*
 * The TLS library, readied once for all processes.
 */
#ifndef TLS_TLS_LIBRARY_H
#define TLS_TLS_LIBRARY_H

/**
 * tls_library_start():
 * Initialise OpenSSL, before anything is forked: children then share that
 * memory and start sooner.  The first tls_context does the same for the
 * algorithms, which OpenSSL looks up for it.  The system's
 * openssl.cnf is not read: our terms are all in tls_context.c, the same on
 * every machine.  0, or -1 if the library cannot be used.
 */
int tls_library_start(void);

#endif
