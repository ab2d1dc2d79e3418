/*
 * Certificates and keys as hosts bring them: what is loaded, what refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <sys/stat.h>
#include <time.h>

#include "handshake.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct scratch scratch;

/* Append a file of the scratch directory to another. */
static void
append(const char *to, const char *from)
{
	char bytes[16384];
	FILE *in = fopen(scratch_path(&scratch, from), "r");
	FILE *out = fopen(scratch_path(&scratch, to), "a");

	fwrite(bytes, 1, fread(bytes, 1, sizeof bytes, in), out);
	fclose(in);
	fclose(out);
	chmod(scratch_path(&scratch, to), 0600);
}

/* A key with a password, as openssl(1) writes it. */
static void
write_encrypted(const char *name)
{
	EVP_PKEY *key = tls_selfsigned_key();
	BIO *pem = BIO_new(BIO_s_mem());
	char *bytes;
	long size;

	PEM_write_bio_PKCS8PrivateKey(
	    pem, key, EVP_aes_128_cbc(), "secret", 6, NULL, NULL);
	size = BIO_get_mem_data(pem, &bytes);
	scratch_write(&scratch, name, 0600, bytes, (size_t)size);
	BIO_free(pem);
	EVP_PKEY_free(key);
}

/* A key of the test, as it was written before PKCS #8. */
static void
write_old(const char *name, const char *from)
{
	EVP_PKEY *key =
	    tls_certificate_read_key(scratch_path(&scratch, from), NULL, NULL);
	BIO *pem = BIO_new(BIO_s_mem());
	char *bytes;
	long size;

	PEM_write_bio_PrivateKey_traditional(
	    pem, key, NULL, NULL, 0, NULL, NULL);
	size = BIO_get_mem_data(pem, &bytes);
	scratch_write(&scratch, name, 0600, bytes, (size_t)size);
	BIO_free(pem);
	EVP_PKEY_free(key);
}

static int
group_setup(void **state)
{
	(void)state;
	if (scratch_make(&scratch) == -1)
		return -1;
	write_pair(&scratch, "ec", tls_selfsigned_key());
	write_pair(&scratch, "other", tls_selfsigned_key());
	write_pair(&scratch, "p384", EVP_EC_gen("P-384"));
	write_pair(&scratch, "odd", EVP_EC_gen("secp256k1"));
	write_pair(&scratch, "rsa", EVP_RSA_gen(2048));
	write_pair(&scratch, "weak", EVP_RSA_gen(1024));
	write_encrypted("locked.key");
	write_old("old-ec.key", "ec.key");
	write_old("old-rsa.key", "rsa.key");

	append("both.pem", "ec.crt");
	append("both.pem", "ec.key");
	append("key-first.pem", "ec.key");
	append("key-first.pem", "ec.crt");
	append("chain.crt", "ec.crt");
	append("chain.crt", "other.crt");
	append("chain.crt", "rsa.crt");
	append("shared.key", "ec.key");
	chmod(scratch_path(&scratch, "shared.key"), 0640);
	append("world.key", "ec.key");
	chmod(scratch_path(&scratch, "world.key"), 0604);
	scratch_write(&scratch, "empty.crt", 0644, "", 0);
	scratch_write(&scratch, "text.crt", 0600, "not PEM\n", 8);
	scratch_write(&scratch, "torn.crt", 0600,
	    "-----BEGIN CERTIFICATE-----\nMIIB", 32);
	append("torn-chain.crt", "ec.crt");
	append("torn-chain.crt", "torn.crt");
	if (mkfifo(scratch_path(&scratch, "fifo.key"), 0600) == -1)
		return -1;
	return symlink("ec.key", scratch_path(&scratch, "link.key"));
}

static int
group_teardown(void **state)
{
	(void)state;
	scratch_remove(&scratch);
	return 0;
}

static void
test_load(void **state)
{
	static const struct {
		const char *chain, *key; /* key NULL: the same file */
		const char *problem;     /* in the reason; NULL: it loads */
	} cases[] = {
	    {"ec.crt", "ec.key", NULL},
	    {"p384.crt", "p384.key", NULL},
	    {"rsa.crt", "rsa.key", NULL},
	    {"both.pem", NULL, NULL},
	    {"key-first.pem", NULL, NULL},
	    {"chain.crt", "ec.key", NULL},
	    {"ec.crt", "both.pem", NULL},
	    {"ec.crt", "link.key", NULL},
	    {"ec.crt", "other.key", "other.key: this key does not belong"},
	    {"rsa.crt", "ec.key", "ec.key: this key does not belong"},
	    {"ec.crt", "locked.key", "locked.key: the key is encrypted"},
	    {"ec.crt", "shared.key", "shared.key: open to group or others"},
	    {"ec.crt", "world.key", "world.key: open to group or others"},
	    {"ec.crt", "fifo.key", "fifo.key: not a regular file"},
	    {"ec.crt", "none.key", "none.key: No such file"},
	    {"ec.crt", "text.crt", "text.crt: no private key"},
	    {"weak.crt", "weak.key",
		"weak.key: the key is neither RSA of 2048"},
	    {"odd.crt", "odd.key", "odd.key: the key is neither"},
	    {"none.crt", "ec.key", "none.crt: No such file"},
	    {"empty.crt", "ec.key", "empty.crt: no certificate"},
	    {"text.crt", "ec.key", "text.crt: no certificate"},
	    {"torn.crt", "ec.key", "torn.crt: no certificate"},
	    {"torn-chain.crt", "ec.key", "torn-chain.crt: no certificate"},
	    {".", "ec.key", "not a regular file"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct tls_certificate *certificate;
		struct failure failure = {""};
		char chain[PATH_MAX], key[PATH_MAX];

		snprintf(
		    chain, sizeof chain, "%s/%s", scratch.dir, cases[i].chain);
		snprintf(key, sizeof key, "%s/%s", scratch.dir,
		    cases[i].key != NULL ? cases[i].key : "");
		errno = 0;
		certificate = tls_certificate_load(
		    chain, cases[i].key != NULL ? key : NULL, &failure);
		if ((certificate != NULL) != (cases[i].problem == NULL))
			fail_msg("case %zu: \"%s\"", i, failure.text);
		if (cases[i].problem != NULL &&
		    (strstr(failure.text, cases[i].problem) == NULL ||
			errno == 0))
			fail_msg("case %zu says \"%s\"", i, failure.text);
		tls_certificate_free(certificate);
	}
}

/* For a chain that was loaded first, as a keyholder does. */
static void
test_load_key(void **state)
{
	static const struct {
		const char *chain, *key;
		const char *problem; /* in the reason; NULL: it loads */
	} cases[] = {
	    {"ec.crt", "ec.key", NULL},
	    {"rsa.crt", "rsa.key", NULL},
	    {"both.pem", NULL, NULL},
	    {"ec.crt", "old-ec.key", NULL},
	    {"rsa.crt", "old-rsa.key", NULL},
	    {"ec.crt", "other.key", "does not belong to the certificate"},
	    {"ec.crt", "rsa.key", "does not belong to the certificate"},
	    {"ec.crt", "locked.key", "the key is encrypted"},
	    {"ec.crt", "none.key", "No such file"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct tls_certificate *certificate;
		struct failure failure = {""};
		char chain[PATH_MAX], key[PATH_MAX];
		int result;

		snprintf(
		    chain, sizeof chain, "%s/%s", scratch.dir, cases[i].chain);
		snprintf(key, sizeof key, "%s/%s", scratch.dir,
		    cases[i].key != NULL ? cases[i].key : "");
		certificate = tls_certificate_load_public(chain, NULL);
		assert_null(tls_certificate_key(certificate));
		result = tls_certificate_load_key(certificate, chain,
		    cases[i].key != NULL ? key : NULL, &failure);
		assert_int_equal(result, cases[i].problem == NULL ? 0 : -1);
		if (cases[i].problem == NULL)
			assert_non_null(tls_certificate_key(certificate));
		else if (strstr(failure.text, cases[i].problem) == NULL)
			fail_msg("case %zu says \"%s\"", i, failure.text);
		tls_certificate_free(certificate);
	}
}

/* Somebody else's key is not ours to use. */
static void
test_foreign_owner(void **state)
{
	struct failure failure;
	char chain[PATH_MAX];

	(void)state;
	if (geteuid() != 0)
		skip();
	snprintf(chain, sizeof chain, "%s/p384.crt", scratch.dir);
	assert_int_equal(
	    chown(scratch_path(&scratch, "p384.key"), 65534, 65534), 0);
	assert_null(tls_certificate_load(chain, scratch.path, &failure));
	assert_int_equal(errno, EACCES);
	assert_non_null(strstr(failure.text, "belongs to user 65534"));
	assert_int_equal(chown(scratch.path, 0, 0), 0);
}

static void
test_chain(void **state)
{
	struct tls_certificate *certificate = tls_certificate_load_public(
	    scratch_path(&scratch, "chain.crt"), NULL);

	(void)state;
	assert_non_null(certificate);
	assert_int_equal(sk_X509_num(tls_certificate_issuers(certificate)), 2);
	assert_null(tls_certificate_key(certificate));
	tls_certificate_free(certificate);
	tls_certificate_free(NULL);
}

/*
 * A certificate made once and for all, so that its fingerprints and dates can
 * be compared with what openssl x509 and openssl pkey say of it.
 */
static const char fixed_pem[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBmzCCAUGgAwIBAgIUaVDOwVjFGSfNU4rNcIN5x5YZoy8wCgYIKoZIzj0EAwIw\n"
    "FjEUMBIGA1UEAwwLZXhhbXBsZS5vcmcwIBcNMjYxMTIyMDczMzIyWhgPMjA4MTA4\n"
    "MjUwNzMzMjJaMBYxFDASBgNVBAMMC2V4YW1wbGUub3JnMFkwEwYHKoZIzj0CAQYI\n"
    "KoZIzj0DAQcDQgAEsnhJyfTIf8jIrXK/x+pl9F1HPRUEUkxpuPSi3Pe3u4pAYYDM\n"
    "oh8YedLvfW6sgCz5xvf4nNDnkh7Pozx9j3zUmqNrMGkwHQYDVR0OBBYEFB30vP/V\n"
    "jSHbdr93UYCMEvdngNCMMB8GA1UdIwQYMBaAFB30vP/VjSHbdr93UYCMEvdngNCM\n"
    "MA8GA1UdEwEB/wQFMAMBAf8wFgYDVR0RBA8wDYILZXhhbXBsZS5vcmcwCgYIKoZI\n"
    "zj0EAwIDSAAwRQIhAKQO0ZPcemcw1wvOhXYK9zyLPdhxdftJ9cHij3P2VbL1AiBN\n"
    "lB++EIZdWtqPQoxeVTdd4WC4hcOrhuaTeiN7XqsVjw==\n"
    "-----END CERTIFICATE-----\n";
/* openssl x509 -fingerprint -sha256, and -pubkey | openssl pkey ... | sha256 */
static const char fixed_whole[] =
    "d712dadf68c17aa1d076d33849551fbdb3e277d6938786c36affad560e8f877d";
static const char fixed_key[] =
    "093cd5e9a45caf8c6916c82fb14456ee72afd5c811b02150ea3e37d9546e87c1";

static void
test_fixed(void **state)
{
	struct tls_certificate *certificate;
	char hex[TLS_FINGERPRINT_BYTES];

	(void)state;
	scratch_write(
	    &scratch, "fixed.crt", 0644, fixed_pem, sizeof fixed_pem - 1);
	certificate = tls_certificate_load_public(
	    scratch_path(&scratch, "fixed.crt"), NULL);
	assert_non_null(certificate);
	tls_certificate_fingerprint(certificate, hex);
	assert_string_equal(hex, fixed_whole);
	tls_certificate_key_fingerprint(certificate, hex);
	assert_string_equal(hex, fixed_key);
	assert_int_equal(tls_certificate_not_before(certificate), 1795332802LL);
	assert_int_equal(tls_certificate_not_after(certificate), 3523332802LL);
	assert_true(tls_certificate_names(certificate, "example.org"));
	assert_false(tls_certificate_names(certificate, "[example.org]x"));
	assert_false(tls_certificate_names(certificate, ""));
	tls_certificate_free(certificate);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_load),
	    cmocka_unit_test(test_load_key),
	    cmocka_unit_test(test_foreign_owner),
	    cmocka_unit_test(test_chain),
	    cmocka_unit_test(test_fixed),
	};

	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
