#include "tls_library.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include "tls_kdf_provider.h"
#include "tls_memory.h"

int
tls_library_start(void)
{
	SSL_CTX *ctx;

	tls_memory_use();
	/* OpenSSL itself relies on its default context without a look. */
	if (OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG, NULL) != 1 ||
	    OSSL_LIB_CTX_get0_global_default() == NULL)
		return -1;
	tls_kdf_provider_use();
	/* The first context makes OpenSSL fetch what the others find ready. */
	ctx = SSL_CTX_new(TLS_server_method());
	SSL_CTX_free(ctx);
	ERR_clear_error();
	return ctx == NULL ? -1 : 0;
}
