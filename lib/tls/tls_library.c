#include "tls_library.h"

#include <stdbool.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>

#include "tls_kdf_provider.h"
#include "tls_memory.h"

/*
 * Of OpenSSL's lists of algorithms by their old names, that of the ciphers is
 * the longest, and TLS has no use for it.  Private keys with a password have:
 * these are what such keys are found with, so that they are told as what they
 * are.
 */
static bool
know_ciphers(void)
{
	return OPENSSL_init_crypto(OPENSSL_INIT_NO_ADD_ALL_CIPHERS, NULL) ==
		   1 &&
	       EVP_add_cipher(EVP_des_ede3_cbc()) == 1 &&
	       EVP_add_cipher(EVP_aes_128_cbc()) == 1 &&
	       EVP_add_cipher(EVP_aes_192_cbc()) == 1 &&
	       EVP_add_cipher(EVP_aes_256_cbc()) == 1;
}

int
tls_library_start(void)
{
	tls_memory_use();
	/* OpenSSL itself relies on its default context without a look. */
	if (!know_ciphers() ||
	    OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG, NULL) != 1 ||
	    OSSL_LIB_CTX_get0_global_default() == NULL)
		return -1;
	tls_kdf_provider_use();
	ERR_clear_error();
	return 0;
}
