/*
 * What the private keys sign, and what they refuse.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

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

/* What the bytes of a request look like. */
enum fill {
	ZEROS,    /* as a digest may be */
	PSS,      /* zero bits in front, the trailer of PSS at the end */
	PSS_HIGH, /* the same with the top bit set: not below the modulus */
};

static void
test_requests(void **state)
{
	static const struct {
		uint32_t key, operation, size;
		enum fill fill;
		enum key_status status;
	} cases[] = {
	    {0, KEY_SIGN_ECDSA, 32, ZEROS, KEY_SIGNED},
	    {0, KEY_SIGN_ECDSA, 28, ZEROS, KEY_SIGNED},
	    {0, KEY_SIGN_ECDSA, 48, ZEROS, KEY_SIGNED},
	    {0, KEY_SIGN_ECDSA, 64, ZEROS, KEY_SIGNED},
	    {0, KEY_SIGN_ECDSA, 0, ZEROS, KEY_REFUSED},
	    {0, KEY_SIGN_ECDSA, 31, ZEROS, KEY_REFUSED},
	    {0, KEY_SIGN_ECDSA, 65, ZEROS, KEY_REFUSED},
	    {0, KEY_SIGN_ECDSA, SIGNING_MESSAGE_BYTES, ZEROS, KEY_REFUSED},
	    {0, KEY_SIGN_ECDSA, SIGNING_MESSAGE_BYTES + 1, ZEROS, KEY_REFUSED},
	    {0, KEY_SIGN_ECDSA, UINT32_MAX, ZEROS, KEY_REFUSED},
	    {0, KEY_SIGN_RSA_PKCS1, 32, ZEROS, KEY_REFUSED},
	    {0, KEY_SIGN_RSA_PSS, 32, PSS, KEY_REFUSED},
	    {0, KEY_SIGN_RSA_PSS, 72, PSS, KEY_REFUSED},
	    {0, 0, 32, ZEROS, KEY_REFUSED},
	    {0, 4, 32, ZEROS, KEY_REFUSED},
	    {0, UINT32_MAX, 32, ZEROS, KEY_REFUSED},
	    {1, KEY_SIGN_RSA_PKCS1, 32, ZEROS, KEY_SIGNED},
	    {1, KEY_SIGN_RSA_PKCS1, 48, ZEROS, KEY_SIGNED},
	    {1, KEY_SIGN_RSA_PKCS1, 64, ZEROS, KEY_SIGNED},
	    {1, KEY_SIGN_RSA_PKCS1, 0, ZEROS, KEY_REFUSED},
	    {1, KEY_SIGN_RSA_PKCS1, 51, ZEROS, KEY_REFUSED},
	    {1, KEY_SIGN_RSA_PKCS1, 256, PSS, KEY_REFUSED},
	    {1, KEY_SIGN_RSA_PSS, 256, PSS, KEY_SIGNED},
	    {1, KEY_SIGN_RSA_PSS, 256, ZEROS, KEY_REFUSED},
	    {1, KEY_SIGN_RSA_PSS, 256, PSS_HIGH, KEY_REFUSED},
	    {1, KEY_SIGN_RSA_PSS, 255, PSS, KEY_REFUSED},
	    {1, KEY_SIGN_RSA_PSS, 257, PSS, KEY_REFUSED},
	    {1, KEY_SIGN_RSA_PSS, 0, PSS, KEY_REFUSED},
	    {1, KEY_SIGN_ECDSA, 32, ZEROS, KEY_REFUSED},
	    {2, KEY_SIGN_ECDSA, 32, ZEROS, KEY_REFUSED},
	    {UINT32_MAX, KEY_SIGN_ECDSA, 32, ZEROS, KEY_REFUSED},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct signing_request request = {.id = 1000 + i,
		    .key = cases[i].key,
		    .operation = cases[i].operation,
		    .size = cases[i].size};
		struct signing_reply reply;

		if (cases[i].fill == PSS_HIGH)
			request.bytes[0] = 0x80;
		if (cases[i].fill != ZEROS && cases[i].size > 0)
			request.bytes[cases[i].size - 1] = 0xbc;
		tls_signer_answer(signer, &request, &reply);
		assert_int_equal(reply.id, 1000 + i);
		if (reply.status != cases[i].status ||
		    (reply.status == KEY_SIGNED) != (reply.size > 0))
			fail_msg("case %zu: status %u", i, reply.status);
	}
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
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		EVP_PKEY_CTX *context =
		    EVP_PKEY_CTX_new(public_keys[cases[i].key], NULL);
		struct signing_request request = {.key = cases[i].key,
		    .operation = cases[i].operation,
		    .size = 32,
		    .bytes = "a digest of thirty-two bytes ..."};
		struct signing_reply reply;

		tls_signer_answer(signer, &request, &reply);
		assert_int_equal(EVP_PKEY_verify_init(context), 1);
		assert_int_equal(
		    EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()), 1);
		assert_int_equal(EVP_PKEY_verify(context, reply.bytes,
				     reply.size, request.bytes, 32),
		    1);
		request.bytes[0] ^= 1;
		assert_int_not_equal(EVP_PKEY_verify(context, reply.bytes,
					 reply.size, request.bytes, 32),
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_requests),
	    cmocka_unit_test(test_signatures),
	    cmocka_unit_test(test_without_key),
	};

	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
