/*
 * A provider of one algorithm for OpenSSL: TLS13-KDF, which libssl derives all
 * secrets and keys of TLS 1.3 with, some twenty times a handshake.
 *
 * It does what OpenSSL's own does for all that libssl asks, in a small part of
 * the time: see tls_hkdf.h.  Everything else remains OpenSSL's.
 */
#ifndef TLS_KDF_PROVIDER_H
#define TLS_KDF_PROVIDER_H

#include <stdbool.h>

/**
 * tls_kdf_provider_use():
 * Add the provider, compare what it derives with what OpenSSL's own does, and
 * let it be preferred from now on in all this process.  OpenSSL must have its
 * default context by now.
 *
 * False, with everything as it was, if it cannot be loaded or anything differs:
 * TLS then works as well, with OpenSSL's own.
 */
bool tls_kdf_provider_use(void);

#endif
