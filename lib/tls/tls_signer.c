#include "tls_signer.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>

#include "signing_message.h"
#include "tls_error.h"
#include "tls_internal.h"

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

/* The hashes by their names in messages. */
static const struct {
	const EVP_MD *(*hash)(void);
	size_t size; /* of its digest, in bytes */
} hashes[] = {
    [KEY_SHA224] = {EVP_sha224, 28},
    [KEY_SHA256] = {EVP_sha256, 32},
    [KEY_SHA384] = {EVP_sha384, 48},
    [KEY_SHA512] = {EVP_sha512, 64},
};

/* Let the context pad as asked; 0 is for keys that are not RSA. */
static bool
set_padding(EVP_PKEY_CTX *context, int padding)
{
	if (padding == 0)
		return true;
	if (EVP_PKEY_CTX_set_rsa_padding(context, padding) != 1)
		return false;
	return padding != RSA_PKCS1_PSS_PADDING ||
	       EVP_PKEY_CTX_set_rsa_pss_saltlen(
		   context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

/* A context for signing with this padding; or NULL. */
static EVP_PKEY_CTX *
make_context(EVP_PKEY *key, int padding)
{
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);

	if (context == NULL)
		return NULL;
	if (EVP_PKEY_sign_init(context) == 1 && set_padding(context, padding))
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
	key->rsa_pss = make_context(key->key, RSA_PKCS1_PSS_PADDING);
	return key->rsa_pkcs1 != NULL && key->rsa_pss != NULL;
}

struct tls_signer *
tls_signer_new(void)
{
	return calloc(1, sizeof(struct tls_signer));
}

/* Is it a digest as long as that of the hash it names? */
static bool
is_digest(const struct signing_request *request)
{
	return request->hash < sizeof hashes / sizeof *hashes &&
	       hashes[request->hash].hash != NULL &&
	       request->size == hashes[request->hash].size;
}

/* The context that does what is asked; NULL if the key has none for it. */
static EVP_PKEY_CTX *
context_for(const struct signing_key *key, uint32_t operation)
{
	switch (operation) {
	case KEY_SIGN_ECDSA:
		return key->ecdsa;
	case KEY_SIGN_RSA_PKCS1:
		return key->rsa_pkcs1;
	case KEY_SIGN_RSA_PSS:
		return key->rsa_pss;
	}
	return NULL;
}

/* Sign the digest into ${signature}; its length, 0 on failure. */
static size_t
sign(const struct signing_key *key, const struct signing_request *request,
    unsigned char signature[SIGNATURE_BYTES_MAX])
{
	EVP_PKEY_CTX *context = context_for(key, request->operation);
	size_t size = SIGNATURE_BYTES_MAX;

	if (context == NULL || !is_digest(request) ||
	    EVP_PKEY_CTX_set_signature_md(
		context, hashes[request->hash].hash()) != 1 ||
	    EVP_PKEY_sign(
		context, signature, &size, request->digest, request->size) != 1)
		return 0;
	return size;
}

/*
 * Sign a digest of zeros in every way that the key has.  What OpenSSL looks up
 * for a first signature is found by then: a failure there would last.
 */
static bool
can_sign(const struct signing_key *key)
{
	struct signing_request request = {
	    .hash = KEY_SHA256, .size = SHA256_DIGEST_LENGTH};
	unsigned char signature[SIGNATURE_BYTES_MAX];

	for (request.operation = KEY_SIGN_ECDSA;
	     request.operation <= KEY_SIGN_RSA_PSS; request.operation++) {
		if (context_for(key, request.operation) != NULL &&
		    sign(key, &request, signature) == 0)
			return false;
	}
	return true;
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
	if (EVP_PKEY_get_size(key.key) > SIGNATURE_BYTES_MAX)
		return failure_set(failure, EINVAL, "the key is too large");
	grown =
	    reallocarray(signer->keys, signer->count + 1, sizeof *signer->keys);
	if (grown == NULL)
		return failure_set(failure, ENOMEM, "no memory");
	signer->keys = grown;

	EVP_PKEY_up_ref(key.key);
	if (!make_contexts(&key) || !can_sign(&key)) {
		free_key(&key);
		return failure_set(failure, EINVAL,
		    "cannot sign with the key: %s", tls_error_take());
	}
	signer->keys[signer->count++] = key;
	return 0;
}

void
tls_signer_answer(struct tls_signer *signer,
    const struct signing_request *request, struct signing_reply *reply)
{
	memset(reply, 0, sizeof *reply);
	reply->id = request->id;
	if (request->key < signer->count)
		reply->size = (uint32_t)sign(
		    &signer->keys[request->key], request, reply->bytes);
	reply->status = reply->size > 0 ? KEY_SIGNED : KEY_REFUSED;
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
