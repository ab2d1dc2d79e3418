/*
 * OpenSSL 3 offers a provider for keys kept elsewhere, at the price of writing
 * a whole one: key management, signatures, encoders.  Its older interface does
 * the same with one function for each kind of key: the method of an EC_KEY
 * signs a digest; that of an RSA key would be given a block already padded, so
 * an RSA key belongs to an engine instead, whose signing still has the digest.
 * All this is deprecated, but not gone; this file alone asks for it.
 */
#define OPENSSL_API_COMPAT 0x10100000L

#include "tls_remote_key.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/ec.h>
#include <openssl/engine.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "signing_channel.h"
#include "signing_message.h"
#include "span.h"
#include "tls_error.h"
#include "tls_internal.h"

/* Of ex_data, index 0 is everyone's own and needs no registration. */
#define OWN_DATA 0

struct tls_remote {
	struct signing_channel line;
	EC_KEY_METHOD *ec;
	RSA_METHOD *rsa;
	ENGINE *engine;          /* of the RSA keys */
	struct remote_key *keys; /* a list, in no order */
};

/* What a callback finds of its key. */
struct remote_key {
	struct tls_remote *remote;
	uint32_t index;
	struct remote_key *next;
};

/* What a digest of this hash is called; 0 if it is not one we sign. */
static uint32_t
name_of_hash(int nid)
{
	switch (nid) {
	case NID_sha224:
		return KEY_SHA224;
	case NID_sha256:
		return KEY_SHA256;
	case NID_sha384:
		return KEY_SHA384;
	case NID_sha512:
		return KEY_SHA512;
	}
	return 0;
}

/*
 * Have ${digest}, made by the hash ${nid}, signed into ${signature}, which has
 * ${room} bytes.  The length of the signature, 0 on failure.
 */
static size_t
sign(const struct remote_key *key, enum key_operation operation, int nid,
    struct span digest, unsigned char *signature, size_t room)
{
	struct signing_request request = {.key = key->index,
	    .operation = operation,
	    .hash = name_of_hash(nid),
	    .size = (uint32_t)digest.len};
	struct signing_reply reply;

	if (request.hash == 0 || digest.len > sizeof request.digest)
		return 0;
	memcpy(request.digest, digest.ptr, digest.len);
	if (signing_channel_ask(&key->remote->line, &request, &reply) == -1) {
		ERR_raise(ERR_LIB_SYS, errno);
		return 0;
	}
	if (reply.size > room)
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

	(void)unused_kinv;
	(void)unused_r;
	if (digest_size > 0)
		size = sign(EC_KEY_get_ex_data(ec, OWN_DATA), KEY_SIGN_ECDSA,
		    type,
		    (struct span){(const char *)digest, (size_t)digest_size},
		    signature, (size_t)ECDSA_size(ec));
	if (size == 0)
		ERR_raise(ERR_LIB_EC, ERR_R_OPERATION_FAIL);
	*signature_size = (unsigned int)size;
	return size > 0;
}

/* How the keyholder is to pad; 0 if this padding is not of a signature. */
static uint32_t
operation_of(EVP_PKEY_CTX *context)
{
	int padding = 0;

	if (EVP_PKEY_CTX_get_rsa_padding(context, &padding) != 1)
		return 0;
	switch (padding) {
	case RSA_PKCS1_PADDING:
		return KEY_SIGN_RSA_PKCS1;
	case RSA_PKCS1_PSS_PADDING:
		return KEY_SIGN_RSA_PSS;
	}
	return 0;
}

/*
 * EVP_PKEY_METHOD: sign a digest with an RSA key.  Without ${signature}, tell
 * its length.  1, or 0 with an error in the queue.
 */
static int
sign_rsa(EVP_PKEY_CTX *context, unsigned char *signature,
    size_t *signature_size, const unsigned char *digest, size_t digest_size)
{
	const RSA *rsa = EVP_PKEY_get0_RSA(EVP_PKEY_CTX_get0_pkey(context));
	uint32_t operation = operation_of(context);
	const EVP_MD *hash = NULL;
	size_t room = (size_t)RSA_size(rsa);

	if (signature == NULL) {
		*signature_size = room;
		return 1;
	}
	*signature_size = 0;
	if (operation != 0 &&
	    EVP_PKEY_CTX_get_signature_md(context, &hash) == 1 && hash != NULL)
		*signature_size = sign(RSA_get_ex_data(rsa, OWN_DATA),
		    operation, EVP_MD_get_type(hash),
		    (struct span){(const char *)digest, digest_size}, signature,
		    room);
	if (*signature_size == 0)
		ERR_raise(ERR_LIB_RSA, ERR_R_OPERATION_FAIL);
	return *signature_size > 0;
}

/* ENGINE: the methods it has, which is that for RSA keys; see engine(3). */
static int
tell_method(ENGINE *engine, EVP_PKEY_METHOD **method, const int **nids, int nid)
{
	static const int known[] = {EVP_PKEY_RSA};

	if (method == NULL) {
		*nids = known;
		return 1;
	}
	*method =
	    nid == EVP_PKEY_RSA ? ENGINE_get_ex_data(engine, OWN_DATA) : NULL;
	return *method != NULL;
}

/* RSA_METHOD: no block is signed or decrypted, whatever its padding. */
static int
refuse_block(int size, const unsigned char *from, unsigned char *to, RSA *rsa,
    int padding)
{
	(void)size;
	(void)from;
	(void)to;
	(void)rsa;
	(void)padding;
	ERR_raise(ERR_LIB_RSA, ERR_R_OPERATION_FAIL);
	return -1;
}

/* An engine that signs for RSA keys; NULL without memory. */
static ENGINE *
make_engine(void)
{
	EVP_PKEY_METHOD *method = EVP_PKEY_meth_new(EVP_PKEY_RSA, 0);
	ENGINE *engine = ENGINE_new();

	if (method == NULL || engine == NULL)
		goto free_both;
	EVP_PKEY_meth_copy(method, EVP_PKEY_meth_find(EVP_PKEY_RSA));
	EVP_PKEY_meth_set_sign(method, NULL, sign_rsa);
	/* From the last of these on, the method is the engine's. */
	if (ENGINE_set_id(engine, "lozenge") == 1 &&
	    ENGINE_set_name(engine, "Lozenge's keyholder") == 1 &&
	    ENGINE_set_ex_data(engine, OWN_DATA, method) == 1 &&
	    ENGINE_set_pkey_meths(engine, tell_method) == 1)
		return engine;

free_both:
	EVP_PKEY_meth_free(method);
	ENGINE_free(engine);
	return NULL;
}

static bool
make_methods(struct tls_remote *remote)
{
	remote->ec = EC_KEY_METHOD_new(EC_KEY_OpenSSL());
	remote->rsa = RSA_meth_dup(RSA_PKCS1_OpenSSL());
	remote->engine = make_engine();
	if (remote->ec == NULL || remote->rsa == NULL || remote->engine == NULL)
		return false;
	EC_KEY_METHOD_set_sign(remote->ec, sign_ecdsa, NULL, NULL);
	return RSA_meth_set_priv_enc(remote->rsa, refuse_block) == 1 &&
	       RSA_meth_set_priv_dec(remote->rsa, refuse_block) == 1;
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
	    EVP_PKEY_assign_RSA(key, rsa) == 1) {
		if (EVP_PKEY_set1_engine(key, remote->engine) == 1)
			return key;
		rsa = NULL; /* the key's */
	}
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
	/* Unlike its like, it takes no NULL. */
	if (remote->ec != NULL)
		EC_KEY_METHOD_free(remote->ec);
	RSA_meth_free(remote->rsa);
	ENGINE_free(remote->engine);
	free(remote);
}
