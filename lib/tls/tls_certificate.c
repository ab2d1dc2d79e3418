#include "tls_certificate.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/decoder.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "small_file.h"
#include "tls_error.h"
#include "tls_internal.h"
#include "tls_time.h"

/* NIST SP 800-57: what TLS libraries still accept. */
#define RSA_BITS_MIN 2048

/* Larger ones serve nobody and take tens of milliseconds a signature. */
#define RSA_BITS_MAX 8192

/* Longest literal: an IPv4-mapped IPv6 address and its NUL. */
#define ADDRESS_BYTES 46

struct tls_certificate {
	X509 *leaf;
	STACK_OF(X509) * issuers;
	EVP_PKEY *key; /* NULL: public only */
};

/* Notes in ${arg} that a password was wanted, and gives none. */
static int
refuse_password(char *password, int room, int writing, void *arg)
{
	bool *wanted = arg;

	(void)password;
	(void)room;
	(void)writing;
	*wanted = true;
	return -1;
}

/* All certificates of a PEM file: the first is ours, the others follow. */
static int
parse_chain(struct tls_certificate *certificate, BIO *pem)
{
	X509 *issuer;

	certificate->leaf = PEM_read_bio_X509(pem, NULL, NULL, NULL);
	certificate->issuers = sk_X509_new_null();
	if (certificate->leaf == NULL || certificate->issuers == NULL)
		return -1;

	while ((issuer = PEM_read_bio_X509(pem, NULL, NULL, NULL)) != NULL) {
		if (sk_X509_push(certificate->issuers, issuer) == 0) {
			X509_free(issuer);
			return -1;
		}
	}
	/* The loop ends with "no start line", or with a broken certificate. */
	if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE)
		return -1;
	ERR_clear_error();
	return 0;
}

static int
load_chain(struct tls_certificate *certificate, const char *path,
    struct failure *failure)
{
	struct small_file file = {0};
	BIO *pem;
	int result = -1;

	if (small_file_read(&file, path, SMALL_FILE_PUBLIC, failure) == -1)
		return -1;
	pem = BIO_new_mem_buf(file.bytes, (int)file.size);
	if (pem != NULL)
		result = parse_chain(certificate, pem);
	if (result == -1)
		failure_set(failure, EINVAL, "%s: no certificate: %s", path,
		    tls_error_take());
	BIO_free(pem);
	small_file_free(&file);
	return result;
}

/* Is it of a kind that TLS 1.2 and 1.3 clients accept? */
static bool
key_is_usable(EVP_PKEY *key)
{
	static const char *const curves[] = {
	    "prime256v1", "secp384r1", "secp521r1"};
	char curve[32];

	if (EVP_PKEY_is_a(key, "RSA"))
		return EVP_PKEY_get_bits(key) >= RSA_BITS_MIN &&
		       EVP_PKEY_get_bits(key) <= RSA_BITS_MAX;
	if (!EVP_PKEY_is_a(key, "EC") ||
	    EVP_PKEY_get_group_name(key, curve, sizeof curve, NULL) != 1)
		return false;
	for (size_t i = 0; i < sizeof curves / sizeof *curves; i++) {
		if (strcmp(curve, curves[i]) == 0)
			return true;
	}
	return false;
}

/*
 * The private key in a PEM file's text, if it comes first there and is of this
 * kind: OpenSSL takes thrice as long to try all the kinds it knows.  Or NULL.
 */
static EVP_PKEY *
parse_kind(BIO *pem, const char *kind)
{
	EVP_PKEY *key = NULL;
	bool encrypted = false;
	OSSL_DECODER_CTX *decoder = OSSL_DECODER_CTX_new_for_pkey(
	    &key, "PEM", "PrivateKeyInfo", kind, EVP_PKEY_KEYPAIR, NULL, NULL);

	if (decoder != NULL && OSSL_DECODER_CTX_set_pem_password_cb(
				   decoder, refuse_password, &encrypted) == 1)
		OSSL_DECODER_from_bio(decoder, pem);
	OSSL_DECODER_CTX_free(decoder);
	ERR_clear_error();
	return key;
}

/*
 * The private key in a PEM file's text, probably of this kind (NULL: who
 * knows).  NULL and a reason on failure.
 */
static EVP_PKEY *
parse_key(BIO *pem, const char *kind, const char *path, struct failure *failure)
{
	bool encrypted = false;
	EVP_PKEY *key = kind != NULL ? parse_kind(pem, kind) : NULL;

	if (key == NULL && BIO_reset(pem) == 1)
		key = PEM_read_bio_PrivateKey(
		    pem, NULL, refuse_password, &encrypted);
	if (key != NULL && key_is_usable(key))
		return key;
	if (key != NULL)
		failure_set(failure, EINVAL,
		    "%s: the key is neither RSA of %d to %d bits "
		    "nor EC on P-256, P-384 or P-521",
		    path, RSA_BITS_MIN, RSA_BITS_MAX);
	else if (encrypted)
		failure_set(failure, EINVAL,
		    "%s: the key is encrypted; store it without a password",
		    path);
	else
		failure_set(failure, EINVAL,
		    "%s: no private key, or a damaged one", path);
	ERR_clear_error();
	EVP_PKEY_free(key);
	return NULL;
}

EVP_PKEY *
tls_certificate_read_key(
    const char *path, const char *kind, struct failure *failure)
{
	struct small_file file = {0};
	EVP_PKEY *key = NULL;
	BIO *pem;

	if (small_file_read(&file, path, SMALL_FILE_SECRET, failure) == -1)
		return NULL;
	pem = BIO_new_mem_buf(file.bytes, (int)file.size);
	if (pem != NULL)
		key = parse_key(pem, kind, path, failure);
	else
		failure_set(failure, ENOMEM, "%s: no memory", path);
	BIO_free(pem);
	small_file_free(&file);
	return key;
}

/* Is the key that of the certificate?  0, or -1 and a reason. */
static int
check_pair(const struct tls_certificate *certificate, const char *chain_path,
    const char *key_path, struct failure *failure)
{
	if (X509_check_private_key(certificate->leaf, certificate->key) == 1)
		return 0;
	ERR_clear_error();
	return failure_set(failure, EINVAL,
	    "%s: this key does not belong to the certificate %s", key_path,
	    chain_path);
}

struct tls_certificate *
tls_certificate_load_public(const char *chain_path, struct failure *failure)
{
	struct tls_certificate *certificate = calloc(1, sizeof *certificate);
	int error;

	if (certificate == NULL) {
		failure_set(failure, ENOMEM, "%s: no memory", chain_path);
		return NULL;
	}
	if (load_chain(certificate, chain_path, failure) == 0)
		return certificate;
	error = errno;
	tls_certificate_free(certificate);
	errno = error;
	return NULL;
}

/* What kind of key the certificate is for; NULL if OpenSSL does not know. */
static const char *
kind_of(const struct tls_certificate *certificate)
{
	EVP_PKEY *key = X509_get0_pubkey(certificate->leaf);

	return key != NULL ? EVP_PKEY_get0_type_name(key) : NULL;
}

int
tls_certificate_load_key(struct tls_certificate *certificate,
    const char *chain_path, const char *key_path, struct failure *failure)
{
	if (key_path == NULL)
		key_path = chain_path;
	tls_certificate_set_key(certificate,
	    tls_certificate_read_key(key_path, kind_of(certificate), failure));
	if (certificate->key == NULL)
		return -1;
	return check_pair(certificate, chain_path, key_path, failure);
}

struct tls_certificate *
tls_certificate_load(
    const char *chain_path, const char *key_path, struct failure *failure)
{
	struct tls_certificate *certificate =
	    tls_certificate_load_public(chain_path, failure);
	int error;

	if (certificate == NULL || tls_certificate_load_key(certificate,
				       chain_path, key_path, failure) == 0)
		return certificate;
	error = errno;
	tls_certificate_free(certificate);
	errno = error;
	return NULL;
}

void
tls_certificate_free(struct tls_certificate *certificate)
{
	if (certificate == NULL)
		return;
	X509_free(certificate->leaf);
	sk_X509_pop_free(certificate->issuers, X509_free);
	EVP_PKEY_free(certificate->key);
	free(certificate);
}

/* Seconds since 1970; 0 if nobody can tell. */
static int64_t
seconds_of(const ASN1_TIME *when)
{
	int64_t seconds = 0;

	tls_time_read(&seconds, when);
	return seconds;
}

int64_t
tls_certificate_not_before(const struct tls_certificate *certificate)
{
	return seconds_of(X509_get0_notBefore(certificate->leaf));
}

int64_t
tls_certificate_not_after(const struct tls_certificate *certificate)
{
	return seconds_of(X509_get0_notAfter(certificate->leaf));
}

bool
tls_certificate_names(
    const struct tls_certificate *certificate, const char *host)
{
	char address[ADDRESS_BYTES];
	size_t length = strlen(host);

	if (length > 2 && host[0] == '[' && host[length - 1] == ']' &&
	    length - 2 < sizeof address) {
		memcpy(address, host + 1, length - 2);
		address[length - 2] = '\0';
		host = address;
	}
	if (X509_check_host(certificate->leaf, host, 0, 0, NULL) == 1)
		return true;
	return X509_check_ip_asc(certificate->leaf, host, 0) == 1;
}

static void
hex_of(char hex[TLS_FINGERPRINT_BYTES], const unsigned char *digest)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < (TLS_FINGERPRINT_BYTES - 1) / 2; i++) {
		*hex++ = digits[digest[i] >> 4];
		*hex++ = digits[digest[i] & 15];
	}
	*hex = '\0';
}

void
tls_certificate_fingerprint(
    const struct tls_certificate *certificate, char hex[TLS_FINGERPRINT_BYTES])
{
	unsigned char digest[EVP_MAX_MD_SIZE] = {0};

	X509_digest(certificate->leaf, EVP_sha256(), digest, NULL);
	hex_of(hex, digest);
}

void
tls_certificate_key_fingerprint(
    const struct tls_certificate *certificate, char hex[TLS_FINGERPRINT_BYTES])
{
	unsigned char digest[EVP_MAX_MD_SIZE] = {0};
	unsigned char *der = NULL;
	int size;

	size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate->leaf), &der);
	if (size > 0)
		EVP_Digest(der, (size_t)size, digest, NULL, EVP_sha256(), NULL);
	OPENSSL_free(der);
	hex_of(hex, digest);
}

X509 *
tls_certificate_leaf(const struct tls_certificate *certificate)
{
	return certificate->leaf;
}

STACK_OF(X509) *
    tls_certificate_issuers(const struct tls_certificate *certificate)
{
	return certificate->issuers;
}

EVP_PKEY *
tls_certificate_key(const struct tls_certificate *certificate)
{
	return certificate->key;
}

void
tls_certificate_set_key(struct tls_certificate *certificate, EVP_PKEY *key)
{
	EVP_PKEY_free(certificate->key);
	certificate->key = key;
}
