/*
 * What the private keys sign, and what they refuse.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <openssl/rsa.h>

#include "handshake.h"
#include "signing_message.h"
#include "tls_signer.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum {
	EC_KEY_INDEX,
	RSA_KEY_INDEX
};

static struct scratch scratch;
static struct tls_signer *signer;
static EVP_PKEY *public_keys[2];

static void
add_key(const char *name, EVP_PKEY *key, EVP_PKEY **public_key)
{
	char chain[PATH_MAX], file[PATH_MAX];
	struct tls_certificate *certificate;

	write_pair(&scratch, name, key);
	snprintf(chain, sizeof chain, "%s/%s.crt", scratch.dir, name);
	snprintf(file, sizeof file, "%s/%s.key", scratch.dir, name);
	certificate = tls_certificate_load(chain, file, NULL);
	tls_signer_add(signer, certificate, NULL);
	*public_key = X509_get_pubkey(tls_certificate_leaf(certificate));
	tls_certificate_free(certificate);
}

static int
group_setup(void **state)
{
	(void)state;
	signer = tls_signer_new();
	if (signer == NULL || scratch_make(&scratch) == -1)
		return -1;
	add_key("ec", tls_selfsigned_key(), &public_keys[EC_KEY_INDEX]);
	add_key("rsa", EVP_RSA_gen(2048), &public_keys[RSA_KEY_INDEX]);
	return 0;
}

static int
group_teardown(void **state)
{
	(void)state;
	EVP_PKEY_free(public_keys[0]);
	EVP_PKEY_free(public_keys[1]);
	tls_signer_free(signer);
	tls_signer_free(NULL);
	scratch_remove(&scratch);
	return 0;
}

/*
 * A digest of the length of its hash is signed by a key of that kind; nothing
 * else is, least of all a block as long as the modulus, whatever its form.
 */
static void
test_requests(void **state)
{
	static const struct {
		uint32_t key, operation, hash, size;
		enum key_status status;
	} cases[] = {
	    {0, KEY_SIGN_ECDSA, KEY_SHA224, 28, KEY_SIGNED},
	    {0, KEY_SIGN_ECDSA, KEY_SHA256, 32, KEY_SIGNED},
	    {0, KEY_SIGN_ECDSA, KEY_SHA384, 48, KEY_SIGNED},
	    {0, KEY_SIGN_ECDSA, KEY_SHA512, 64, KEY_SIGNED},
	    {0, KEY_SIGN_ECDSA, KEY_SHA256, 0, KEY_REFUSED},
	    {0, KEY_SIGN_ECDSA, KEY_SHA256, 31, KEY_REFUSED},
	    {0, KEY_SIGN_ECDSA, KEY_SHA256, 48, KEY_REFUSED},
	    {0, KEY_SIGN_ECDSA, KEY_SHA384, 32, KEY_REFUSED},
	    {0, KEY_SIGN_ECDSA, KEY_SHA512, 65, KEY_REFUSED},
	    {0, KEY_SIGN_ECDSA, KEY_SHA512, UINT32_MAX, KEY_REFUSED},
	    {0, KEY_SIGN_ECDSA, 0, 0, KEY_REFUSED},
	    {0, KEY_SIGN_ECDSA, 0, 32, KEY_REFUSED},
	    {0, KEY_SIGN_ECDSA, 5, 32, KEY_REFUSED},
	    {0, KEY_SIGN_ECDSA, UINT32_MAX, 32, KEY_REFUSED},
	    {0, KEY_SIGN_RSA_PKCS1, KEY_SHA256, 32, KEY_REFUSED},
	    {0, KEY_SIGN_RSA_PSS, KEY_SHA256, 32, KEY_REFUSED},
	    {0, 0, KEY_SHA256, 32, KEY_REFUSED},
	    {0, 4, KEY_SHA256, 32, KEY_REFUSED},
	    {0, UINT32_MAX, KEY_SHA256, 32, KEY_REFUSED},
	    {1, KEY_SIGN_RSA_PKCS1, KEY_SHA224, 28, KEY_SIGNED},
	    {1, KEY_SIGN_RSA_PKCS1, KEY_SHA256, 32, KEY_SIGNED},
	    {1, KEY_SIGN_RSA_PKCS1, KEY_SHA384, 48, KEY_SIGNED},
	    {1, KEY_SIGN_RSA_PKCS1, KEY_SHA512, 64, KEY_SIGNED},
	    {1, KEY_SIGN_RSA_PKCS1, KEY_SHA256, 0, KEY_REFUSED},
	    {1, KEY_SIGN_RSA_PKCS1, KEY_SHA256, 51, KEY_REFUSED},
	    {1, KEY_SIGN_RSA_PKCS1, KEY_SHA256, 256, KEY_REFUSED},
	    {1, KEY_SIGN_RSA_PKCS1, 0, 32, KEY_REFUSED},
	    {1, KEY_SIGN_RSA_PSS, KEY_SHA224, 28, KEY_SIGNED},
	    {1, KEY_SIGN_RSA_PSS, KEY_SHA256, 32, KEY_SIGNED},
	    {1, KEY_SIGN_RSA_PSS, KEY_SHA384, 48, KEY_SIGNED},
	    {1, KEY_SIGN_RSA_PSS, KEY_SHA512, 64, KEY_SIGNED},
	    {1, KEY_SIGN_RSA_PSS, KEY_SHA256, 256, KEY_REFUSED},
	    {1, KEY_SIGN_RSA_PSS, KEY_SHA256, 255, KEY_REFUSED},
	    {1, KEY_SIGN_RSA_PSS, KEY_SHA256, 0, KEY_REFUSED},
	    {1, KEY_SIGN_RSA_PSS, 0, 256, KEY_REFUSED},
	    {1, KEY_SIGN_RSA_PSS, 0, 32, KEY_REFUSED},
	    {1, KEY_SIGN_ECDSA, KEY_SHA256, 32, KEY_REFUSED},
	    {2, KEY_SIGN_ECDSA, KEY_SHA256, 32, KEY_REFUSED},
	    {UINT32_MAX, KEY_SIGN_ECDSA, KEY_SHA256, 32, KEY_REFUSED},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct signing_request request = {.id = 1000 + i,
		    .key = cases[i].key,
		    .operation = cases[i].operation,
		    .hash = cases[i].hash,
		    .size = cases[i].size};
		struct signing_reply reply;

		/* As a block ends that EMSA-PSS made. */
		request.digest[KEY_DIGEST_BYTES - 1] = 0xbc;
		tls_signer_answer(signer, &request, &reply);
		assert_int_equal(reply.id, 1000 + i);
		if (reply.status != cases[i].status ||
		    (reply.status == KEY_SIGNED) != (reply.size > 0))
			fail_msg("case %zu: status %u", i, reply.status);
	}
}

/* A context that checks such signatures. */
static EVP_PKEY_CTX *
verifier(EVP_PKEY *key, uint32_t operation)
{
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);

	assert_int_equal(EVP_PKEY_verify_init(context), 1);
	if (operation == KEY_SIGN_RSA_PSS) {
		assert_int_equal(EVP_PKEY_CTX_set_rsa_padding(
				     context, RSA_PKCS1_PSS_PADDING),
		    1);
		assert_int_equal(EVP_PKEY_CTX_set_rsa_pss_saltlen(
				     context, RSA_PSS_SALTLEN_DIGEST),
		    1);
	}
	assert_int_equal(
	    EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()), 1);
	return context;
}

/* The signatures are right: the public key says so. */
static void
test_signatures(void **state)
{
	static const struct {
		uint32_t key, operation;
	} cases[] = {
	    {EC_KEY_INDEX, KEY_SIGN_ECDSA},
	    {RSA_KEY_INDEX, KEY_SIGN_RSA_PKCS1},
	    {RSA_KEY_INDEX, KEY_SIGN_RSA_PSS},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		EVP_PKEY_CTX *context =
		    verifier(public_keys[cases[i].key], cases[i].operation);
		struct signing_request request = {.key = cases[i].key,
		    .operation = cases[i].operation,
		    .hash = KEY_SHA256,
		    .size = 32,
		    .digest = "a digest of thirty-two bytes ..."};
		struct signing_reply reply;

		tls_signer_answer(signer, &request, &reply);
		assert_int_equal(EVP_PKEY_verify(context, reply.bytes,
				     reply.size, request.digest, 32),
		    1);
		request.digest[0] ^= 1;
		assert_int_not_equal(EVP_PKEY_verify(context, reply.bytes,
					 reply.size, request.digest, 32),
		    1);
		EVP_PKEY_CTX_free(context);
	}
}

static void
test_without_key(void **state)
{
	struct tls_certificate *certificate;
	struct failure failure;

	(void)state;
	certificate = tls_certificate_load_public(
	    scratch_path(&scratch, "ec.crt"), &failure);
	assert_int_equal(tls_signer_add(signer, certificate, &failure), -1);
	assert_string_not_equal(failure.text, "");
	tls_certificate_free(certificate);
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

enum survival {
	SURVIVED,
	ENDED,       /* the second signature failed too */
	NOT_REACHED, /* a signature does with fewer allocations */
};

/*
 * In a process that has not signed yet: let an allocation fail in the first
 * signature.  Can it give a second one?
 */
static enum survival
sign_twice(long allocations)
{
	struct signing_request request = {
	    .operation = KEY_SIGN_ECDSA, .hash = KEY_SHA256, .size = 32};
	struct signing_reply reply;
	char chain[PATH_MAX];
	bool reached;
	struct tls_certificate *certificate;

	snprintf(chain, sizeof chain, "%s", scratch_path(&scratch, "ec.crt"));
	certificate =
	    tls_certificate_load(chain, scratch_path(&scratch, "ec.key"), NULL);
	signer = tls_signer_new();
	if (tls_signer_add(signer, certificate, NULL) != 0)
		return ENDED;
	allocations_left = allocations;
	tls_signer_answer(signer, &request, &reply);
	reached = allocations_left < 0;
	allocations_left = -1;
	if (!reached)
		return NOT_REACHED;
	tls_signer_answer(signer, &request, &reply);
	return reply.status == KEY_SIGNED ? SURVIVED : ENDED;
}

static int
wait_for(pid_t pid)
{
	int status = -1;

	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

/* No single allocation that fails in a signature ends all that follow. */
static bool
survives_all(void)
{
	long n = 0;
	int outcome;
	pid_t pid;

	if (scratch_make(&scratch) != 0)
		return false;
	/* This process is to sign nothing, so that its children have not. */
	pid = fork();
	if (pid == 0) {
		write_pair(&scratch, "ec", tls_selfsigned_key());
		_exit(0);
	}
	outcome = wait_for(pid);
	for (; outcome == SURVIVED; n++) {
		pid = fork();
		if (pid == 0)
			_exit((int)sign_twice(n));
		outcome = wait_for(pid);
	}
	scratch_remove(&scratch);
	if (outcome != NOT_REACHED)
		fprintf(stderr, "allocation %ld: %d\n", n - 1, outcome);
	return outcome == NOT_REACHED;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_requests),
	    cmocka_unit_test(test_signatures),
	    cmocka_unit_test(test_without_key),
	};

	if (CRYPTO_set_mem_functions(allocate, reallocate, release) != 1 ||
	    !survives_all())
		return 1;
	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
