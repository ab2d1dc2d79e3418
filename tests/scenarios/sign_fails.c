/*
 * A library to preload: signatures fail while the file SIGN_FAILS names is
 * there.  A worker that is confined can see it if it lies in its capsule.
 */
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <openssl/evp.h>

int
EVP_DigestSign(EVP_MD_CTX *context, unsigned char *signature, size_t *size,
    const unsigned char *bytes, size_t count)
{
	int (*sign)(EVP_MD_CTX *, unsigned char *, size_t *,
	    const unsigned char *, size_t) = dlsym(RTLD_NEXT, "EVP_DigestSign");
	struct stat st;

	if (stat(getenv("SIGN_FAILS"), &st) == 0)
		return 0;
	return sign(context, signature, size, bytes, count);
}
