#include "tls_kdf_provider.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <openssl/core_dispatch.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/provider.h>

#include "tls_hkdf.h"

#define NAME "lozenge"
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---------- deriving ---------- */

/* What is to be derived from what; a span of NULL was not given. */
struct derivation {
	int mode;
	const struct tls_hkdf_hash *hash;
	struct span key, salt;
	struct tls_hkdf_purpose purpose;
};

/* Where octet strings go. */
static const struct {
	const char *name;
	size_t offset;
} places[] = {
    {OSSL_KDF_PARAM_KEY, offsetof(struct derivation, key)},
    {OSSL_KDF_PARAM_SALT, offsetof(struct derivation, salt)},
    {OSSL_KDF_PARAM_PREFIX, offsetof(struct derivation, purpose.prefix)},
    {OSSL_KDF_PARAM_LABEL, offsetof(struct derivation, purpose.label)},
    {OSSL_KDF_PARAM_DATA, offsetof(struct derivation, purpose.context)},
};

/* Names differ early; hundreds are compared in a handshake. */
static inline bool
is_named(const OSSL_PARAM *param, const char *name)
{
	return param->key[0] == name[0] && strcmp(param->key, name) == 0;
}

static struct span *
find_place(struct derivation *derivation, const OSSL_PARAM *param)
{
	for (size_t i = 0; i < COUNT(places); i++) {
		if (is_named(param, places[i].name))
			return (struct span *)((char *)derivation +
					       places[i].offset);
	}
	return NULL;
}

/* Take one parameter; those that we do not know are for others. */
static bool
take(struct derivation *derivation, const OSSL_PARAM *param)
{
	struct span bytes = {param->data, param->data_size};
	struct span *place;

	if (is_named(param, OSSL_KDF_PARAM_MODE))
		return OSSL_PARAM_get_int(param, &derivation->mode) == 1;
	if (is_named(param, OSSL_KDF_PARAM_DIGEST)) {
		if (param->data_type == OSSL_PARAM_UTF8_STRING)
			derivation->hash = tls_hkdf_find(bytes);
		return derivation->hash != NULL;
	}
	place = find_place(derivation, param);
	if (place == NULL)
		return true;
	*place = bytes;
	return param->data_type == OSSL_PARAM_OCTET_STRING && bytes.ptr != NULL;
}

static bool
derive(const struct derivation *one, unsigned char *out, size_t size)
{
	switch (one->mode) {
	case EVP_KDF_HKDF_MODE_EXTRACT_ONLY:
		return size == tls_hkdf_bytes(one->hash) &&
		       tls_hkdf_extract(
			   one->hash, one->salt, &one->purpose, one->key, out);
	case EVP_KDF_HKDF_MODE_EXPAND_ONLY:
		return one->key.ptr != NULL &&
		       tls_hkdf_expand(
			   one->hash, one->key, &one->purpose, out, size);
	}
	return false;
}

/* ---------- the provider's functions ---------- */

/*
 * A context has no state: all parameters come with a derivation, as OpenSSL's
 * manual demands for this algorithm.  It only must not be NULL.
 */
static void *
context_new(void *provider)
{
	return provider;
}

static void
context_free(void *context)
{
	(void)context;
}

/* 1 if there is nothing to be kept for later. */
static int
context_set(void *context, const OSSL_PARAM params[])
{
	(void)context;
	return params == NULL || params->key == NULL;
}

static int
context_derive(
    void *context, unsigned char *out, size_t size, const OSSL_PARAM params[])
{
	struct derivation one = {.mode = -1};

	(void)context;
	for (; params != NULL && params->key != NULL; params++) {
		if (!take(&one, params))
			return 0;
	}
	return one.hash != NULL && derive(&one, out, size);
}

static const OSSL_ALGORITHM *
query(void *provider, int operation, int *no_cache)
{
	static const OSSL_DISPATCH functions[] = {
	    {OSSL_FUNC_KDF_NEWCTX, (void (*)(void))context_new},
	    {OSSL_FUNC_KDF_FREECTX, (void (*)(void))context_free},
	    {OSSL_FUNC_KDF_SET_CTX_PARAMS, (void (*)(void))context_set},
	    {OSSL_FUNC_KDF_DERIVE, (void (*)(void))context_derive},
	    {0, NULL},
	};
	static const OSSL_ALGORITHM algorithms[] = {
	    {"TLS13-KDF", "provider=" NAME, functions, NULL},
	    {NULL, NULL, NULL, NULL},
	};

	(void)provider;
	*no_cache = 0;
	return operation == OSSL_OP_KDF ? algorithms : NULL;
}

static int
init(const OSSL_CORE_HANDLE *handle, const OSSL_DISPATCH *from_core,
    const OSSL_DISPATCH **functions, void **provider)
{
	static const OSSL_DISPATCH own[] = {
	    {OSSL_FUNC_PROVIDER_QUERY_OPERATION, (void (*)(void))query},
	    {0, NULL},
	};
	static char no_state;

	(void)handle;
	(void)from_core;
	*functions = own;
	*provider = &no_state;
	return 1;
}

/* ---------- checking and preferring it ---------- */

/* One derivation, as libssl asks for it. */
struct sample {
	const char *hash;
	int mode;
	size_t key_len, salt_len, data_len; /* 0: not given */
	size_t size;
};

#define EXTRACT EVP_KDF_HKDF_MODE_EXTRACT_ONLY
#define EXPAND EVP_KDF_HKDF_MODE_EXPAND_ONLY

static const struct sample samples[] = {
    {"SHA2-256", EXTRACT, 0, 0, 0, 32},
    {"SHA2-256", EXTRACT, 32, 32, 0, 32},
    {"SHA2-256", EXPAND, 32, 0, 32, 32},
    {"SHA2-256", EXPAND, 32, 0, 0, 12},
    {"SHA2-384", EXTRACT, 0, 0, 0, 48},
    {"SHA2-384", EXTRACT, 48, 48, 0, 48},
    {"SHA2-384", EXPAND, 48, 0, 48, 48},
    {"SHA2-384", EXPAND, 48, 0, 0, 12},
};

/* Derive a sample with ${kdf} from ${bytes}; 1 if it is done. */
static int
derive_sample(EVP_KDF *kdf, const struct sample *sample, unsigned char *bytes,
    unsigned char *out)
{
	EVP_KDF_CTX *context = EVP_KDF_CTX_new(kdf);
	char hash[16], prefix[] = "tls13 ", label[] = "derived";
	int mode = sample->mode, done;
	OSSL_PARAM params[8], *param = params;

	snprintf(hash, sizeof hash, "%s", sample->hash);
	*param++ = OSSL_PARAM_construct_int(OSSL_KDF_PARAM_MODE, &mode);
	*param++ =
	    OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, hash, 0);
	*param++ = OSSL_PARAM_construct_octet_string(
	    OSSL_KDF_PARAM_PREFIX, prefix, sizeof prefix - 1);
	*param++ = OSSL_PARAM_construct_octet_string(
	    OSSL_KDF_PARAM_LABEL, label, sizeof label - 1);
	if (sample->key_len > 0)
		*param++ = OSSL_PARAM_construct_octet_string(
		    OSSL_KDF_PARAM_KEY, bytes, sample->key_len);
	if (sample->salt_len > 0)
		*param++ = OSSL_PARAM_construct_octet_string(
		    OSSL_KDF_PARAM_SALT, bytes + 1, sample->salt_len);
	if (sample->data_len > 0)
		*param++ = OSSL_PARAM_construct_octet_string(
		    OSSL_KDF_PARAM_DATA, bytes + 2, sample->data_len);
	*param = OSSL_PARAM_construct_end();
	done = EVP_KDF_derive(context, out, sample->size, params);
	EVP_KDF_CTX_free(context);
	return done;
}

/* Do both derive the same? */
static bool
agree(EVP_KDF *ours, EVP_KDF *theirs)
{
	unsigned char bytes[64], mine[64], other[64];

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)(7 * i + 1);
	for (size_t i = 0; i < COUNT(samples); i++) {
		if (derive_sample(ours, &samples[i], bytes, mine) != 1 ||
		    derive_sample(theirs, &samples[i], bytes, other) != 1 ||
		    memcmp(mine, other, samples[i].size) != 0)
			return false;
	}
	return true;
}

static bool
works(void)
{
	EVP_KDF *ours = EVP_KDF_fetch(NULL, "TLS13-KDF", "provider=" NAME);
	EVP_KDF *theirs = EVP_KDF_fetch(NULL, "TLS13-KDF", "provider=default");
	bool same = ours != NULL && theirs != NULL && agree(ours, theirs);

	EVP_KDF_free(ours);
	EVP_KDF_free(theirs);
	return same;
}

bool
tls_kdf_provider_use(void)
{
	/* Never let go of: whatever uses TLS, to the process's end, uses it. */
	static OSSL_PROVIDER *provider;
	bool used = false;

	/* To retain the fallback is to have OpenSSL's own provider as well. */
	if (OSSL_PROVIDER_add_builtin(NULL, NAME, init) == 1)
		provider = OSSL_PROVIDER_try_load(NULL, NAME, 1);
	if (provider != NULL)
		used = works() &&
		       EVP_set_default_properties(NULL, "?provider=" NAME) == 1;
	if (provider != NULL && !used) {
		OSSL_PROVIDER_unload(provider);
		provider = NULL;
	}
	ERR_clear_error();
	return used;
}
