/*
 * OpenSSL 3 offers a provider for keys kept elsewhere, at the price of writing
 * a whole one: key management, signatures, encoders.  The methods of EC_KEY
 * and RSA do the same with one function each.  They are deprecated, but not
 * gone, and OpenSSL takes its old code paths for keys that have them; this
 * file alone asks for that interface.
 */
#define OPENSSL_API_COMPAT 0x10100000L

#include "tls_remote_key.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "signing_channel.h"
#include "signing_message.h"
#include "tls_error.h"
#include "tls_internal.h"

/* Of ex_data, index 0 is everyone's own and needs no registration. */
#define OWN_DATA 0

struct tls_remote {
	struct signing_channel line;
	EC_KEY_METHOD *ec;
	RSA_METHOD *rsa;
	struct remote_key *keys; /* a list, in no order */
};

/* What a callback finds of its key. */
struct remote_key {
	struct tls_remote *remote;
	uint32_t index;
	struct remote_key *next;
};

/*
 * Have ${bytes} signed into ${signature}, which has ${room} bytes.  The length
 * of the signature, 0 on failure.
 */
static size_t
sign(const struct remote_key *key, enum key_operation operation,
    const unsigned char *bytes, size_t size, unsigned char *signature,
    size_t room)
{
	struct signing_request request = {
	    .key = key->index, .operation = operation, .size = (uint32_t)size};
	struct signing_reply reply;

	if (size > sizeof request.bytes)
		return 0;
	memcpy(request.bytes, bytes, size);
	if (signing_channel_ask(&key->remote->line, &request, &reply) == -1 ||
	    reply.size > room)
		return 0;
	memcpy(signature, reply.bytes, reply.size);
	return reply.size;
}

/* EC_KEY_METHOD: sign a digest.  1, or 0 with an error in the queue. */
static int
sign_ecdsa(int type, const unsigned char *digest, int digest_size,
    unsigned char *signature, unsigned int *signature_size,
    const BIGNUM *unused_kinv, const BIGNUM *unused_r, EC_KEY *ec)
{
	size_t size = 0;

	(void)type;
	(void)unused_kinv;
	(void)unused_r;
	if (digest_size > 0)
		size = sign(EC_KEY_get_ex_data(ec, OWN_DATA), KEY_SIGN_ECDSA,
		    digest, (size_t)digest_size, signature,
		    (size_t)ECDSA_size(ec));
	if (size == 0)
		ERR_raise(ERR_LIB_EC, ERR_R_OPERATION_FAIL);
	*signature_size = (unsigned int)size;
	return size > 0;
}

/* RSA_METHOD: sign a digest with PKCS #1 v1.5, as TLS 1.2 may want it. */
static int
sign_rsa_pkcs1(int type, const unsigned char *digest, unsigned int digest_size,
    unsigned char *signature, unsigned int *signature_size, const RSA *rsa)
{
	size_t size;

	(void)type;
	size = sign(RSA_get_ex_data(rsa, OWN_DATA), KEY_SIGN_RSA_PKCS1, digest,
	    digest_size, signature, (size_t)RSA_size(rsa));
	if (size == 0)
		ERR_raise(ERR_LIB_RSA, ERR_R_OPERATION_FAIL);
	*signature_size = (unsigned int)size;
	return size > 0;
}

/* RSA_METHOD: what OpenSSL padded itself, which for signatures is PSS only. */
static int
sign_rsa_pss(int size, const unsigned char *block, unsigned char *signature,
    RSA *rsa, int padding)
{
	size_t done = 0;

	if (padding == RSA_NO_PADDING && size > 0)
		done = sign(RSA_get_ex_data(rsa, OWN_DATA), KEY_SIGN_RSA_PSS,
		    block, (size_t)size, signature, (size_t)RSA_size(rsa));
	if (done == 0)
		ERR_raise(ERR_LIB_RSA, ERR_R_OPERATION_FAIL);
	return done > 0 ? (int)done : -1;
}

/* Nothing is ever decrypted: there is no key exchange by RSA. */
static int
refuse_to_decrypt(int size, const unsigned char *from, unsigned char *to,
    RSA *rsa, int padding)
{
	(void)size;
	(void)from;
	(void)to;
	(void)rsa;
	(void)padding;
	ERR_raise(ERR_LIB_RSA, ERR_R_OPERATION_FAIL);
	return -1;
}

static bool
make_methods(struct tls_remote *remote)
{
	remote->ec = EC_KEY_METHOD_new(EC_KEY_OpenSSL());
	remote->rsa = RSA_meth_dup(RSA_PKCS1_OpenSSL());
	if (remote->ec == NULL || remote->rsa == NULL)
		return false;
	EC_KEY_METHOD_set_sign(remote->ec, sign_ecdsa, NULL, NULL);
	return RSA_meth_set_sign(remote->rsa, sign_rsa_pkcs1) == 1 &&
	       RSA_meth_set_priv_enc(remote->rsa, sign_rsa_pss) == 1 &&
	       RSA_meth_set_priv_dec(remote->rsa, refuse_to_decrypt) == 1;
}

struct tls_remote *
tls_remote_open(int fd, struct failure *failure)
{
	struct tls_remote *remote = calloc(1, sizeof *remote);

	if (remote == NULL || !make_methods(remote)) {
		failure_set(failure, ENOMEM, "no memory");
		goto close_remote;
	}
	if (signing_channel_open(&remote->line, fd) == 0)
		return remote;
	failure_set(
	    failure, errno, "no line to the keyholder: %s", strerror(errno));

close_remote:
	tls_remote_close(remote);
	return NULL;
}

/*
 * An EC key with our method.  A copy: what OpenSSL hands out also belongs to
 * the certificate.  NULL on failure.
 */
static EVP_PKEY *
make_ec(const struct tls_remote *remote, EVP_PKEY *public_key,
    struct remote_key *own)
{
	const EC_KEY *shared = EVP_PKEY_get0_EC_KEY(public_key);
	EC_KEY *ec = shared != NULL ? EC_KEY_dup(shared) : NULL;
	EVP_PKEY *key = EVP_PKEY_new();

	if (ec != NULL && key != NULL &&
	    EC_KEY_set_method(ec, remote->ec) == 1 &&
	    EC_KEY_set_ex_data(ec, OWN_DATA, own) == 1 &&
	    EVP_PKEY_assign_EC_KEY(key, ec) == 1)
		return key;
	EC_KEY_free(ec);
	EVP_PKEY_free(key);
	return NULL;
}

/* The same for RSA. */
static EVP_PKEY *
make_rsa(const struct tls_remote *remote, EVP_PKEY *public_key,
    struct remote_key *own)
{
	const RSA *shared = EVP_PKEY_get0_RSA(public_key);
	RSA *rsa = shared != NULL ? RSAPublicKey_dup(shared) : NULL;
	EVP_PKEY *key = EVP_PKEY_new();

	if (rsa != NULL && key != NULL &&
	    RSA_set_method(rsa, remote->rsa) == 1 &&
	    RSA_set_ex_data(rsa, OWN_DATA, own) == 1 &&
	    EVP_PKEY_assign_RSA(key, rsa) == 1)
		return key;
	RSA_free(rsa);
	EVP_PKEY_free(key);
	return NULL;
}

int
tls_remote_attach(struct tls_remote *remote,
    struct tls_certificate *certificate, uint32_t key, struct failure *failure)
{
	EVP_PKEY *public_key =
	    X509_get0_pubkey(tls_certificate_leaf(certificate));
	struct remote_key *own = malloc(sizeof *own);
	EVP_PKEY *remote_key = NULL;

	if (own == NULL)
		return failure_set(failure, ENOMEM, "no memory");
	*own = (struct remote_key){remote, key, remote->keys};

	if (public_key != NULL && EVP_PKEY_is_a(public_key, "EC"))
		remote_key = make_ec(remote, public_key, own);
	else if (public_key != NULL && EVP_PKEY_is_a(public_key, "RSA"))
		remote_key = make_rsa(remote, public_key, own);
	if (remote_key == NULL) {
		free(own);
		return failure_set(failure, EINVAL,
		    "no isolation for this kind of key: %s", tls_error_take());
	}
	remote->keys = own;
	tls_certificate_set_key(certificate, remote_key);
	return 0;
}

void
tls_remote_close(struct tls_remote *remote)
{
	if (remote == NULL)
		return;
	while (remote->keys != NULL) {
		struct remote_key *next = remote->keys->next;

		free(remote->keys);
		remote->keys = next;
	}
	EC_KEY_METHOD_free(remote->ec);
	RSA_meth_free(remote->rsa);
	free(remote);
}
