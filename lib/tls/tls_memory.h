/*
 * Memory for OpenSSL: blocks that one handshake frees serve the next one.
 *
 * A handshake makes and frees some two hundred blocks of the same few sizes.
 * Keeping them in lists by size saves about a tenth of its processor time.
 * For processes of one thread.
 */
#ifndef TLS_TLS_MEMORY_H
#define TLS_TLS_MEMORY_H

/**
 * tls_memory_use():
 * Let OpenSSL allocate here from now on; call it before any other function of
 * OpenSSL, else it does nothing.  Builds with a sanitizer are left alone, for
 * it would see nothing of misuse.
 */
void tls_memory_use(void);

/**
 * tls_memory_release():
 * Give back all blocks that are kept, as after a rush of clients.
 */
void tls_memory_release(void);

#endif
