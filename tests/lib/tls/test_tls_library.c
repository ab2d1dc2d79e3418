/*
 * What OpenSSL still knows once it was started as the programs start it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <openssl/err.h>

#include "failure.h"
#include "handshake.h"
#include "tls_library.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct scratch scratch;

/* A private key with a password, in the old form or PKCS #8. */
static void
write_locked(const char *name, const char *cipher, bool old)
{
	EVP_CIPHER *locked = EVP_CIPHER_fetch(NULL, cipher, NULL);
	EVP_PKEY *key = tls_selfsigned_key();
	BIO *pem = BIO_new(BIO_s_mem());
	unsigned char password[] = "secret";
	char *bytes;
	long size;

	if (old)
		PEM_write_bio_PrivateKey_traditional(
		    pem, key, locked, password, 6, NULL, NULL);
	else
		PEM_write_bio_PKCS8PrivateKey(
		    pem, key, locked, (char *)password, 6, NULL, NULL);
	size = BIO_get_mem_data(pem, &bytes);
	assert_true(size > 0);
	scratch_write(&scratch, name, 0600, bytes, (size_t)size);
	BIO_free(pem);
	EVP_PKEY_free(key);
	EVP_CIPHER_free(locked);
}

static void
test_keys_with_passwords(void **state)
{
	static const struct {
		const char *cipher;
		bool old;
	} cases[] = {
	    {"DES-EDE3-CBC", true},
	    {"AES-128-CBC", true},
	    {"AES-192-CBC", true},
	    {"AES-256-CBC", true},
	    {"DES-EDE3-CBC", false},
	    {"AES-256-CBC", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct failure failure = {.text = ""};

		write_locked("locked.key", cases[i].cipher, cases[i].old);
		assert_null(tls_certificate_read_key(
		    scratch_path(&scratch, "locked.key"), NULL, &failure));
		assert_non_null(strstr(failure.text, "the key is encrypted"));
	}
}

/* Certificates are signed with any of these. */
static void
test_signatures(void **state)
{
	static const char *const hashes[] = {
	    "SHA1", "SHA224", "SHA256", "SHA384", "SHA512"};
	struct tls_names names = {.host = "localhost"};
	EVP_PKEY *key = EVP_EC_gen("P-256");

	(void)state;
	for (size_t i = 0; i < COUNT(hashes); i++) {
		X509 *x509 = tls_selfsigned_make(&names, key, NULL);

		assert_true(
		    X509_sign(x509, key, EVP_get_digestbyname(hashes[i])) > 0);
		assert_int_equal(X509_verify(x509, key), 1);
		X509_free(x509);
	}
	EVP_PKEY_free(key);
}

/* Every suite that a client may bring. */
static void
test_suites(void **state)
{
	static const struct {
		int version;
		const char *suite;
	} cases[] = {
	    {TLS1_2_VERSION, "ECDHE-ECDSA-AES128-GCM-SHA256"},
	    {TLS1_2_VERSION, "ECDHE-ECDSA-AES256-GCM-SHA384"},
	    {TLS1_2_VERSION, "ECDHE-ECDSA-CHACHA20-POLY1305"},
	    {TLS1_3_VERSION, "TLS_AES_128_GCM_SHA256"},
	    {TLS1_3_VERSION, "TLS_AES_256_GCM_SHA384"},
	    {TLS1_3_VERSION, "TLS_CHACHA20_POLY1305_SHA256"},
	};
	struct failure failure = {.text = ""};
	struct tls_certificate *certificate;
	char chain[PATH_MAX];
	SSL_CTX *server;

	(void)state;
	write_pair(&scratch, "ec", tls_selfsigned_key());
	snprintf(chain, sizeof chain, "%s", scratch_path(&scratch, "ec.crt"));
	certificate = tls_certificate_load(
	    chain, scratch_path(&scratch, "ec.key"), &failure);
	assert_non_null(certificate);
	server = server_context(certificate);
	for (size_t i = 0; i < COUNT(cases); i++) {
		SSL_CTX *client = client_context(cases[i].version, NULL);

		if (cases[i].version == TLS1_3_VERSION)
			SSL_CTX_set_ciphersuites(client, cases[i].suite);
		else
			SSL_CTX_set_cipher_list(client, cases[i].suite);
		assert_true(shake_hands(server, client));
		SSL_CTX_free(client);
	}
	SSL_CTX_free(server);
	tls_certificate_free(certificate);
}

static int
group_setup(void **state)
{
	(void)state;
	return scratch_make(&scratch);
}

static int
group_teardown(void **state)
{
	(void)state;
	scratch_remove(&scratch);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_keys_with_passwords),
	    cmocka_unit_test(test_signatures),
	    cmocka_unit_test(test_suites),
	};

	if (tls_library_start() != 0)
		return 1;
	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
