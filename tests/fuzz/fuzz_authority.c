/*
 * Fuzz: the file of certificate authorities, and a client's certificate.
 *
 * Nobody is let in by what is unfit, and a stranger by none.
 *
 * An odd first byte puts an authority of our own before the rest.
 */
#include <assert.h>
#include <stdint.h>

#include <openssl/pem.h>

#include <openssl/x509v3.h>

#include "buffer.h"
#include "tls_authority.h"
#include "tls_internal.h"
#include "tls_names.h"
#include "tls_selfsigned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* An authority, and somebody whom it does not know. */
static struct buffer authority = BUFFER_EMPTY;
static X509 *stranger;

static X509 *
make_certificate(bool is_authority)
{
	EVP_PKEY *key = tls_selfsigned_key();
	struct tls_names names = {.host = "a.example"};
	X509 *x509 = tls_selfsigned_make(&names, key, NULL);
	X509_EXTENSION *extension = X509V3_EXT_conf_nid(
	    NULL, NULL, NID_basic_constraints, "critical,CA:TRUE");

	assert(x509 != NULL && extension != NULL);
	if (is_authority) {
		while (X509_get_ext_count(x509) > 0)
			X509_EXTENSION_free(X509_delete_ext(x509, 0));
		X509_add_ext(x509, extension, -1);
		X509_sign(x509, key, EVP_sha256());
	}
	X509_EXTENSION_free(extension);
	EVP_PKEY_free(key);
	return x509;
}

static void
begin(void)
{
	X509 *x509 = make_certificate(true);
	BIO *pem = BIO_new(BIO_s_mem());
	char *text;

	PEM_write_bio_X509(pem, x509);
	size_t length = (size_t)BIO_get_mem_data(pem, &text);
	buffer_append(&authority, (struct span){text, length});
	assert(tls_authority_is_usable(buffer_span(&authority)));
	assert(tls_authority_verify(buffer_span(&authority), x509, NULL) == 1);
	BIO_free(pem);
	X509_free(x509);
	stranger = make_certificate(false);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span input = {(const char *)data, size};
	struct buffer text = BUFFER_EMPTY;

	if (stranger == NULL)
		begin();
	if (size > 0 && data[0] % 2 == 1)
		buffer_append(&text, buffer_span(&authority));
	buffer_append(&text, span_skip(input, 1));

	bool usable = tls_authority_is_usable(buffer_span(&text));
	assert(tls_authority_verify(buffer_span(&text), stranger, NULL) ==
	       (usable ? 0 : -1));
	buffer_free(&text);
	return 0;
}
