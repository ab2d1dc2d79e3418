/*
 * What a certificate says to those who visit its server.
 */
#include "tls_peer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tls_selfsigned.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A certificate for localhost, 127.0.0.1 and ::1, as DER. */
static struct buffer
make_certificate(EVP_PKEY *key)
{
	static const char *const aliases[] = {"127.0.0.1", "::1"};
	const struct tls_names names = {"localhost", aliases, COUNT(aliases)};
	X509 *certificate = tls_selfsigned_make(&names, key, NULL);
	struct buffer der = BUFFER_EMPTY;
	unsigned char *bytes = NULL;
	int length = i2d_X509(certificate, &bytes);

	buffer_append(&der, (struct span){(char *)bytes, (size_t)length});
	OPENSSL_free(bytes);
	X509_free(certificate);
	EVP_PKEY_free(key);
	return der;
}

static const struct {
	const char *host;
	bool is_address;
	enum tls_peer_match match;
} hosts[] = {
    {"localhost", false, TLS_PEER_NAMED},
    {"LOCALHOST", false, TLS_PEER_NAMED},
    {"127.0.0.1", true, TLS_PEER_NAMED},
    {"::1", true, TLS_PEER_NAMED},
    {"example.org", false, TLS_PEER_NOT_NAMED},
    {"127.0.0.2", true, TLS_PEER_NOT_NAMED},
};

static void
test_names(void **state)
{
	struct buffer der = make_certificate(tls_selfsigned_key());
	struct tls_peer peer;

	(void)state;
	for (size_t i = 0; i < COUNT(hosts); i++) {
		assert_int_equal(tls_peer_read(&peer, buffer_span(&der),
				     hosts[i].host, hosts[i].is_address),
		    0);
		assert_int_equal(peer.match, hosts[i].match);
	}
	assert_string_equal(
	    peer.names, "localhost, 127.0.0.1, 0:0:0:0:0:0:0:1");
	assert_int_equal(peer.validity, TLS_VALID);
	assert_true(peer.days_left > 300);
	assert_int_equal(strlen(peer.fingerprint), 64);
	assert_string_not_equal(peer.fingerprint, peer.key_fingerprint);
	buffer_free(&der);
}

static void
check_key(EVP_PKEY *key, const char *name, bool is_usual)
{
	struct buffer der = make_certificate(key);
	struct tls_peer peer;

	assert_int_equal(
	    tls_peer_read(&peer, buffer_span(&der), "localhost", false), 0);
	assert_string_equal(peer.key, name);
	assert_int_equal(peer.key_is_usual, is_usual);
	buffer_free(&der);
}

static void
test_keys(void **state)
{
	(void)state;
	check_key(tls_selfsigned_key(), "EC P-256", true);
	check_key(EVP_EC_gen("P-384"), "EC secp384r1", false);
	check_key(EVP_RSA_gen(2048), "RSA of 2048 bits", true);
	check_key(EVP_RSA_gen(1024), "RSA of 1024 bits", false);
}

static void
test_no_certificate(void **state)
{
	struct tls_peer peer;

	(void)state;
	assert_int_equal(
	    tls_peer_read(&peer, SPAN(""), "localhost", false), -1);
	assert_int_equal(
	    tls_peer_read(&peer, SPAN("nonsense"), "localhost", false), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_keys),
	    cmocka_unit_test(test_no_certificate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
