/*
 * Certificates of clients and who issued them.  See tls_authority.h.
 */
#include "tls_authority.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "tls_internal.h"
#include "tls_time.h"

/* Most certificates of authorities in one file. */
#define AUTHORITIES_MAX 64

/*
 * No signature by way of SHA-1, no RSA key under 2048 bits: what TLS itself
 * asks of a server's.  Source: SSL_CTX_set_security_level(3), level 2.
 */
#define SECURITY_LEVEL 2

static bool
is_valid(const X509 *certificate)
{
	return tls_time_validity(certificate, tls_time_now()) == TLS_VALID;
}

/*
 * Add the certificates of the text that are valid today; false unless all are
 * of authorities.
 */
static bool
add_authorities(X509_STORE *store, BIO *pem)
{
	X509 *certificate;
	unsigned count = 0;
	bool is_fine = true;

	while (is_fine && (certificate = PEM_read_bio_X509(
			       pem, NULL, NULL, NULL)) != NULL) {
		is_fine = count++ < AUTHORITIES_MAX &&
			  X509_check_ca(certificate) == 1 &&
			  (!is_valid(certificate) ||
			      X509_STORE_add_cert(store, certificate) == 1);
		X509_free(certificate);
	}
	/* The loop ends with "no start line", or with a broken certificate. */
	return is_fine && count > 0 &&
	       ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
}

/* What the text trusts; NULL if it is not fit for that. */
static X509_STORE *
read_store(struct span text)
{
	X509_STORE *store = X509_STORE_new();
	BIO *pem = BIO_new_mem_buf(text.ptr, (int)text.len);

	ERR_clear_error();
	if (store != NULL && (pem == NULL || !add_authorities(store, pem))) {
		X509_STORE_free(store);
		store = NULL;
	}
	BIO_free(pem);
	ERR_clear_error();
	return store;
}

bool
tls_authority_is_usable(struct span text)
{
	X509_STORE *store = read_store(text);

	X509_STORE_free(store);
	return store != NULL;
}

/* Those of ${chain} that are valid today, which may be none; borrowed. */
static STACK_OF(X509) * valid_ones(STACK_OF(X509) * chain)
{
	STACK_OF(X509) *valid = sk_X509_new_null();

	for (int i = 0; i < sk_X509_num(chain); i++)
		if (valid != NULL && is_valid(sk_X509_value(chain, i)))
			sk_X509_push(valid, sk_X509_value(chain, i));
	return valid;
}

/*
 * Does a chain lead from the client's certificate to one of the store's?  What
 * is not valid today is not looked at, so that OpenSSL need not ask its clock.
 */
static bool
is_issued(X509_STORE *store, X509 *leaf, STACK_OF(X509) * chain)
{
	X509_STORE_CTX *check = X509_STORE_CTX_new();
	STACK_OF(X509) *others = valid_ones(chain);
	bool is_good = false;

	if (check != NULL && others != NULL && is_valid(leaf) &&
	    X509_STORE_CTX_init(check, store, leaf, others) == 1) {
		/* An authority that another one issued is as good as a root. */
		X509_STORE_CTX_set_flags(check,
		    X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_NO_CHECK_TIME);
		X509_VERIFY_PARAM_set_auth_level(
		    X509_STORE_CTX_get0_param(check), SECURITY_LEVEL);
		is_good = X509_STORE_CTX_set_purpose(
			      check, X509_PURPOSE_SSL_CLIENT) == 1 &&
			  X509_verify_cert(check) == 1;
	}
	X509_STORE_CTX_free(check);
	sk_X509_free(others);
	ERR_clear_error();
	return is_good;
}

int
tls_authority_verify(struct span text, X509 *leaf, STACK_OF(X509) * chain)
{
	X509_STORE *store = read_store(text);
	int issued;

	if (store == NULL)
		return -1;
	issued = is_issued(store, leaf, chain) ? 1 : 0;
	X509_STORE_free(store);
	return issued;
}
