/*
 * The provider of TLS13-KDF beside OpenSSL's own: the same secrets, what is
 * refused, and handshakes with it and without.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/kdf.h>
#include <openssl/provider.h>

#include "handshake.h"
#include "tls_kdf_provider.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define EXTRACT EVP_KDF_HKDF_MODE_EXTRACT_ONLY
#define EXPAND EVP_KDF_HKDF_MODE_EXPAND_ONLY
#define BOTH EVP_KDF_HKDF_MODE_EXTRACT_AND_EXPAND

/* A length that stands for a parameter that is not given. */
#define NONE SIZE_MAX

/* A derivation: how many bytes each parameter has. */
struct derivation {
	const char *hash;
	int mode;
	size_t key, salt, data, size;
};

static const char *const providers[] = {"provider=lozenge", "provider=default"};

/* Bytes that differ from parameter to parameter. */
static void
add_octets(OSSL_PARAM **param, const char *name, size_t len)
{
	static unsigned char bytes[640];
	size_t from = (size_t)name[0];

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)(i * 11 + i / 7);
	if (len != NONE)
		*(*param)++ =
		    OSSL_PARAM_construct_octet_string(name, bytes + from, len);
}

/* Derive with a provider's TLS13-KDF; 1 if it is done. */
static int
derive(const char *provider, const struct derivation *one, unsigned char *out)
{
	EVP_KDF *kdf = EVP_KDF_fetch(NULL, "TLS13-KDF", provider);
	EVP_KDF_CTX *context = EVP_KDF_CTX_new(kdf);
	char hash[16], prefix[] = "tls13 ", label[] = "derived";
	int mode = one->mode, done;
	OSSL_PARAM params[8], *param = params;

	assert_non_null(context);
	*param++ = OSSL_PARAM_construct_int(OSSL_KDF_PARAM_MODE, &mode);
	if (one->hash != NULL) {
		snprintf(hash, sizeof hash, "%s", one->hash);
		*param++ = OSSL_PARAM_construct_utf8_string(
		    OSSL_KDF_PARAM_DIGEST, hash, 0);
	}
	*param++ = OSSL_PARAM_construct_octet_string(
	    OSSL_KDF_PARAM_PREFIX, prefix, sizeof prefix - 1);
	*param++ = OSSL_PARAM_construct_octet_string(
	    OSSL_KDF_PARAM_LABEL, label, sizeof label - 1);
	add_octets(&param, OSSL_KDF_PARAM_KEY, one->key);
	add_octets(&param, OSSL_KDF_PARAM_SALT, one->salt);
	add_octets(&param, OSSL_KDF_PARAM_DATA, one->data);
	*param = OSSL_PARAM_construct_end();
	done = EVP_KDF_derive(context, out, one->size, params);
	EVP_KDF_CTX_free(context);
	EVP_KDF_free(kdf);
	ERR_clear_error();
	return done;
}

/* What libssl asks, and some more: ours does what OpenSSL's own does. */
static void
test_same(void **state)
{
	static const struct derivation cases[] = {
	    {"SHA2-256", EXTRACT, NONE, NONE, NONE, 32},
	    {"SHA2-256", EXTRACT, 32, 32, NONE, 32},
	    {"SHA2-256", EXTRACT, NONE, 32, NONE, 32},
	    {"SHA2-256", EXTRACT, 48, NONE, NONE, 32},
	    {"SHA2-256", EXTRACT, 384, 32, NONE, 32},
	    {"SHA2-256", EXTRACT, 32, 0, NONE, 32},
	    {"SHA2-256", EXPAND, 32, NONE, 32, 32},
	    {"SHA2-256", EXPAND, 32, NONE, NONE, 16},
	    {"SHA2-256", EXPAND, 32, NONE, NONE, 12},
	    {"SHA2-256", EXPAND, 32, NONE, 0, 33},
	    {"SHA2-256", EXPAND, 64, NONE, 255, 255},
	    {"SHA256", EXPAND, 32, NONE, 32, 32},
	    {"SHA2-384", EXTRACT, NONE, NONE, NONE, 48},
	    {"SHA2-384", EXTRACT, 32, 48, NONE, 48},
	    {"SHA2-384", EXTRACT, 66, 48, NONE, 48},
	    {"SHA2-384", EXTRACT, NONE, 48, NONE, 48},
	    {"SHA2-384", EXPAND, 48, NONE, 48, 48},
	    {"SHA2-384", EXPAND, 48, NONE, NONE, 32},
	    {"SHA2-384", EXPAND, 48, NONE, NONE, 12},
	    {"SHA2-384", EXPAND, 48, NONE, NONE, 97},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		unsigned char ours[256], theirs[256];

		assert_int_equal(derive(providers[0], &cases[i], ours), 1);
		assert_int_equal(derive(providers[1], &cases[i], theirs), 1);
		assert_memory_equal(ours, theirs, cases[i].size);
	}
}

static void
test_refused(void **state)
{
	static const struct derivation cases[] = {
	    {NULL, EXPAND, 32, NONE, 32, 32},
	    {"SHA2-512", EXPAND, 64, NONE, 64, 64},
	    {"SHA2-256", BOTH, 32, NONE, 32, 32},
	    {"SHA2-256", 99, 32, NONE, 32, 32},
	    {"SHA2-256", EXPAND, NONE, NONE, 32, 32},
	    {"SHA2-256", EXPAND, 32, NONE, 256, 32},
	    {"SHA2-256", EXTRACT, 32, 32, NONE, 48},
	    {"SHA2-256", EXTRACT, 32, 32, NONE, 12},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		unsigned char out[256];

		assert_int_equal(derive(providers[0], &cases[i], out), 0);
	}
}

/* A parameter of another type, or for a later derivation, is not taken. */
static void
test_wrong_parameters(void **state)
{
	EVP_KDF *kdf = EVP_KDF_fetch(NULL, "TLS13-KDF", providers[0]);
	EVP_KDF_CTX *context = EVP_KDF_CTX_new(kdf);
	char hash[] = "SHA2-256", text[] = "thirty-two bytes, as it happens";
	int mode = EXPAND;
	unsigned char out[32];
	OSSL_PARAM params[] = {
	    OSSL_PARAM_construct_int(OSSL_KDF_PARAM_MODE, &mode),
	    OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, hash, 0),
	    OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_KEY, text, 0),
	    OSSL_PARAM_construct_end(),
	};

	(void)state;
	assert_int_equal(EVP_KDF_derive(context, out, sizeof out, params), 0);
	assert_int_equal(EVP_KDF_derive(context, out, sizeof out, NULL), 0);
	assert_int_equal(EVP_KDF_CTX_set_params(context, NULL), 1);
	assert_int_equal(EVP_KDF_CTX_set_params(context, params), 0);
	params[2].data_type = OSSL_PARAM_OCTET_STRING;
	assert_int_equal(EVP_KDF_derive(context, out, sizeof out, params), 1);
	params[1].data_type = OSSL_PARAM_OCTET_STRING;
	assert_int_equal(EVP_KDF_derive(context, out, sizeof out, params), 0);
	EVP_KDF_CTX_free(context);
	EVP_KDF_free(kdf);
	ERR_clear_error();
}

/* It is preferred for the one algorithm that it has, and for nothing else. */
static void
test_preferred(void **state)
{
	EVP_KDF *kdf = EVP_KDF_fetch(NULL, "TLS13-KDF", NULL);
	EVP_KDF *other = EVP_KDF_fetch(NULL, "HKDF", NULL);
	EVP_MD *hash = EVP_MD_fetch(NULL, "SHA2-256", NULL);

	(void)state;
	assert_string_equal(
	    OSSL_PROVIDER_get0_name(EVP_KDF_get0_provider(kdf)), "lozenge");
	assert_string_equal(
	    OSSL_PROVIDER_get0_name(EVP_KDF_get0_provider(other)), "default");
	assert_string_equal(
	    OSSL_PROVIDER_get0_name(EVP_MD_get0_provider(hash)), "default");
	EVP_KDF_free(kdf);
	EVP_KDF_free(other);
	EVP_MD_free(hash);
}

/* ---------- handshakes ---------- */

static SSL_CTX *
self_signed_server(void)
{
	struct tls_names names = {.host = "localhost"};
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *x509 = tls_selfsigned_make(&names, key, NULL);
	SSL_CTX *server = SSL_CTX_new(TLS_server_method());

	SSL_CTX_use_certificate(server, x509);
	SSL_CTX_use_PrivateKey(server, key);
	X509_free(x509);
	EVP_PKEY_free(key);
	return server;
}

/* Does a handshake with this suite succeed? */
static bool
shakes(const char *suite, const char *client_properties)
{
	SSL_CTX *server = self_signed_server();
	SSL_CTX *client =
	    SSL_CTX_new_ex(NULL, client_properties, TLS_client_method());
	bool done;

	SSL_CTX_set_min_proto_version(client, TLS1_3_VERSION);
	SSL_CTX_set_ciphersuites(client, suite);
	done = shake_hands(server, client);
	SSL_CTX_free(server);
	SSL_CTX_free(client);
	return done;
}

/* One side derives with ours, the other with OpenSSL's own. */
static void
test_handshakes(void **state)
{
	static const char *const suites[] = {
	    "TLS_AES_128_GCM_SHA256",
	    "TLS_CHACHA20_POLY1305_SHA256",
	    "TLS_AES_256_GCM_SHA384",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(suites); i++) {
		assert_true(shakes(suites[i], NULL));
		assert_true(shakes(suites[i], providers[1]));
	}
}

/* ---------- without memory ---------- */

/* How many allocations succeed before one fails; below 0: all do. */
static long allocations_left = -1;

static bool
may_allocate(void)
{
	return allocations_left < 0 || allocations_left-- != 0;
}

static void *
allocate(size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	return may_allocate() ? malloc(size) : NULL;
}

static void *
reallocate(void *pointer, size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	return may_allocate() ? realloc(pointer, size) : NULL;
}

static void
release(void *pointer, const char *file, int line)
{
	(void)file;
	(void)line;
	free(pointer);
}

/* The name of the provider that TLS13-KDF comes from; "" if there is none. */
static const char *
preferred(void)
{
	EVP_KDF *kdf = EVP_KDF_fetch(NULL, "TLS13-KDF", NULL);
	const char *name =
	    kdf == NULL ? ""
			: OSSL_PROVIDER_get0_name(EVP_KDF_get0_provider(kdf));

	EVP_KDF_free(kdf);
	return name;
}

/*
 * In a process that has not used OpenSSL yet: let an allocation fail while the
 * provider is loaded.  Is it preferred if, and only if, it was said to be?
 */
static bool
survives(long allocations)
{
	const char *name;
	bool used;

	allocations_left = allocations;
	used = tls_kdf_provider_use();
	allocations_left = -1;
	name = preferred();
	return strcmp(name, used ? "lozenge" : "default") == 0 ||
	       (!used && *name == '\0');
}

/* The steps are odd, so that all kinds of allocations are met. */
static bool
survives_all(void)
{
	for (long n = 0; n < 6000; n += n < 100 ? 1 : 53) {
		int status = -1;
		pid_t pid = fork();

		if (pid == 0)
			_exit(survives(n) ? 0 : 1);
		if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0) {
			fprintf(
			    stderr, "allocation %ld: status %d\n", n, status);
			return false;
		}
	}
	return true;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_same),
	    cmocka_unit_test(test_refused),
	    cmocka_unit_test(test_wrong_parameters),
	    cmocka_unit_test(test_preferred),
	    cmocka_unit_test(test_handshakes),
	};

	if (CRYPTO_set_mem_functions(allocate, reallocate, release) != 1 ||
	    OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG, NULL) != 1 ||
	    OSSL_LIB_CTX_get0_global_default() == NULL || !survives_all() ||
	    !tls_kdf_provider_use())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
