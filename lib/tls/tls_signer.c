#include "tls_signer.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "signing_message.h"
#include "tls_error.h"
#include "tls_internal.h"

/* RFC 8017, 9.1.1: what every EMSA-PSS block ends with. */
#define PSS_TRAILER 0xbc

/* One key, with a context for each kind of signature, made once. */
struct signing_key {
	EVP_PKEY *key;
	EVP_PKEY_CTX *ecdsa;     /* EC keys */
	EVP_PKEY_CTX *rsa_pkcs1; /* RSA keys */
	EVP_PKEY_CTX *rsa_pss;   /* RSA keys */
};

struct tls_signer {
	struct signing_key *keys;
	size_t count;
};

/* The SHA-2 function whose digest is this long; NULL if there is none. */
static const EVP_MD *
hash_of_size(size_t size)
{
	switch (size) {
	case 28:
		return EVP_sha224();
	case 32:
		return EVP_sha256();
	case 48:
		return EVP_sha384();
	case 64:
		return EVP_sha512();
	}
	return NULL;
}

/* A context for signing with this padding (0: not an RSA key); or NULL. */
static EVP_PKEY_CTX *
make_context(EVP_PKEY *key, int padding)
{
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);

	if (context == NULL)
		return NULL;
	if (EVP_PKEY_sign_init(context) == 1 &&
	    (padding == 0 ||
		EVP_PKEY_CTX_set_rsa_padding(context, padding) == 1))
		return context;
	EVP_PKEY_CTX_free(context);
	return NULL;
}

static void
free_key(struct signing_key *key)
{
	EVP_PKEY_CTX_free(key->ecdsa);
	EVP_PKEY_CTX_free(key->rsa_pkcs1);
	EVP_PKEY_CTX_free(key->rsa_pss);
	EVP_PKEY_free(key->key);
}

/* Contexts for all that this kind of key can be asked. */
static bool
make_contexts(struct signing_key *key)
{
	if (EVP_PKEY_is_a(key->key, "EC")) {
		key->ecdsa = make_context(key->key, 0);
		return key->ecdsa != NULL;
	}
	key->rsa_pkcs1 = make_context(key->key, RSA_PKCS1_PADDING);
	key->rsa_pss = make_context(key->key, RSA_NO_PADDING);
	return key->rsa_pkcs1 != NULL && key->rsa_pss != NULL;
}

struct tls_signer *
tls_signer_new(void)
{
	return calloc(1, sizeof(struct tls_signer));
}

int
tls_signer_add(struct tls_signer *signer,
    const struct tls_certificate *certificate, struct failure *failure)
{
	struct signing_key key = {.key = tls_certificate_key(certificate)};
	struct signing_key *grown;

	if (key.key == NULL)
		return failure_set(
		    failure, EINVAL, "the certificate has no private key");
	if (EVP_PKEY_get_size(key.key) > SIGNING_MESSAGE_BYTES)
		return failure_set(failure, EINVAL, "the key is too large");
	grown =
	    reallocarray(signer->keys, signer->count + 1, sizeof *signer->keys);
	if (grown == NULL)
		return failure_set(failure, ENOMEM, "no memory");
	signer->keys = grown;

	EVP_PKEY_up_ref(key.key);
	if (!make_contexts(&key)) {
		free_key(&key);
		return failure_set(failure, EINVAL,
		    "cannot sign with the key: %s", tls_error_take());
	}
	signer->keys[signer->count++] = key;
	return 0;
}

/*
 * A PSS block fills the modulus up to its highest bit, which is zero, and ends
 * with a fixed byte; RSA itself checks that it is below the modulus.
 */
static bool
looks_like_pss(const struct signing_request *request, EVP_PKEY *key)
{
	unsigned top_bit = (unsigned)(EVP_PKEY_get_bits(key) - 1) % 8;

	return EVP_PKEY_is_a(key, "RSA") &&
	       request->size == (uint32_t)EVP_PKEY_get_size(key) &&
	       request->bytes[0] >> top_bit == 0 &&
	       request->bytes[request->size - 1] == PSS_TRAILER;
}

/* The context that does what is asked; NULL if it must not be done. */
static EVP_PKEY_CTX *
choose_context(
    const struct signing_key *key, const struct signing_request *request)
{
	const EVP_MD *hash = hash_of_size(request->size);

	switch (request->operation) {
	case KEY_SIGN_ECDSA:
		return hash != NULL ? key->ecdsa : NULL;
	case KEY_SIGN_RSA_PKCS1:
		if (hash == NULL || key->rsa_pkcs1 == NULL ||
		    EVP_PKEY_CTX_set_signature_md(key->rsa_pkcs1, hash) != 1)
			return NULL;
		return key->rsa_pkcs1;
	case KEY_SIGN_RSA_PSS:
		return looks_like_pss(request, key->key) ? key->rsa_pss : NULL;
	}
	return NULL;
}

void
tls_signer_answer(struct tls_signer *signer,
    const struct signing_request *request, struct signing_reply *reply)
{
	EVP_PKEY_CTX *context = NULL;
	size_t size = sizeof reply->bytes;

	memset(reply, 0, sizeof *reply);
	reply->id = request->id;
	reply->status = KEY_REFUSED;
	if (request->key < signer->count &&
	    request->size <= sizeof request->bytes)
		context = choose_context(&signer->keys[request->key], request);
	if (context != NULL && EVP_PKEY_sign(context, reply->bytes, &size,
				   request->bytes, request->size) == 1) {
		reply->status = KEY_SIGNED;
		reply->size = (uint32_t)size;
	}
	ERR_clear_error();
}

void
tls_signer_free(struct tls_signer *signer)
{
	if (signer == NULL)
		return;
	for (size_t i = 0; i < signer->count; i++)
		free_key(&signer->keys[i]);
	free(signer->keys);
	free(signer);
}
