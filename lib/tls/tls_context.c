#include "tls_context.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/ssl.h>

#include "span.h"
#include "tls_error.h"
#include "tls_internal.h"
#include "tls_session.h"

/* Cheap and strong first; a client without AES says so by its own order. */
static const char tls12_ciphers[] = "ECDHE+AESGCM:ECDHE+CHACHA20";
static const char tls13_ciphers[] = "TLS_AES_128_GCM_SHA256:"
				    "TLS_CHACHA20_POLY1305_SHA256:"
				    "TLS_AES_256_GCM_SHA384";

/* Tickets and the cache go together: in TLS 1.3, SSL_OP_NO_TICKET alone still
 * keeps sessions (CVE-2024-2511). */
static const uint64_t options =
    SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET |
    SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA;

/* A client's chain deeper than this is refused unread. */
#define CLIENT_CHAIN_MAX 4

struct host_terms {
	SSL_CTX *ctx;
	char **names;
	size_t name_count;
	bool asks_certificate;
};

struct tls_context {
	struct host_terms *hosts;
	size_t count;
	BIO_METHOD *bio_method;
};

/* The reply to "who may you be?": anyone; the request's path decides. */
static int
accept_any_client(int verified, X509_STORE_CTX *store)
{
	(void)verified;
	(void)store;
	return 1;
}

/* The terms of a host; one dot at its end says nothing. */
static struct host_terms *
find_host(struct tls_context *context, struct span name)
{
	if (span_ends_with(name, SPAN(".")))
		name.len--;
	for (size_t i = 0; i < context->count; i++) {
		struct host_terms *host = &context->hosts[i];

		for (size_t j = 0; j < host->name_count; j++) {
			if (span_equal_nocase(span_from(host->names[j]), name))
				return host;
		}
	}
	return &context->hosts[0];
}

/* The client has named a host: go on with that host's certificate. */
static int
choose_host(SSL *ssl, int *alert, void *arg)
{
	struct host_terms *host;

	(void)alert;
	/* A rehearsal's client, which OpenSSL asks as well. */
	if (!SSL_is_server(ssl))
		return SSL_TLSEXT_ERR_OK;
	host = find_host(
	    arg, span_from(SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name)));
	if (SSL_get_SSL_CTX(ssl) != host->ctx)
		SSL_set_SSL_CTX(ssl, host->ctx);
	if (host->asks_certificate)
		SSL_set_verify(ssl, SSL_VERIFY_PEER, accept_any_client);
	else
		SSL_set_verify(ssl, SSL_VERIFY_NONE, NULL);
	return SSL_TLSEXT_ERR_OK;
}

static bool
set_terms(SSL_CTX *ctx)
{
	char groups[] = "X25519:P-256:P-384";

	SSL_CTX_set_options(ctx, options);
	SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_mode(ctx, SSL_MODE_ENABLE_PARTIAL_WRITE |
				  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
				  SSL_MODE_RELEASE_BUFFERS);
	SSL_CTX_set_verify_depth(ctx, CLIENT_CHAIN_MAX);
	SSL_CTX_set_info_callback(ctx, tls_note_alert);
	return SSL_CTX_set_min_proto_version(ctx, TLS1_2_VERSION) == 1 &&
	       SSL_CTX_set_num_tickets(ctx, 0) == 1 &&
	       SSL_CTX_set_cipher_list(ctx, tls12_ciphers) == 1 &&
	       SSL_CTX_set_ciphersuites(ctx, tls13_ciphers) == 1 &&
	       SSL_CTX_set1_groups_list(ctx, groups) == 1;
}

static bool
use_certificate(SSL_CTX *ctx, const struct tls_certificate *certificate)
{
	STACK_OF(X509) *issuers = tls_certificate_issuers(certificate);
	EVP_PKEY *key = tls_certificate_key(certificate);

	return SSL_CTX_use_certificate(
		   ctx, tls_certificate_leaf(certificate)) == 1 &&
	       SSL_CTX_set1_chain(ctx, issuers) == 1 &&
	       (key == NULL || SSL_CTX_use_PrivateKey(ctx, key) == 1);
}

static bool
copy_names(struct host_terms *to, const struct tls_host *from)
{
	to->names = calloc(from->name_count, sizeof *to->names);
	if (to->names == NULL)
		return false;
	while (to->name_count < from->name_count) {
		char *name = strdup(from->names[to->name_count]);

		if (name == NULL)
			return false;
		to->names[to->name_count++] = name;
	}
	return true;
}

static bool
make_host(struct tls_context *context, struct host_terms *to,
    const struct tls_host *from)
{
	to->asks_certificate = from->asks_certificate;
	/* Not a server's alone: a rehearsal has the client's part as well. */
	to->ctx = SSL_CTX_new(TLS_method());
	if (to->ctx == NULL || !copy_names(to, from) || !set_terms(to->ctx) ||
	    !use_certificate(to->ctx, from->certificate))
		return false;
	if (from->asks_certificate)
		SSL_CTX_set_verify(to->ctx, SSL_VERIFY_PEER, accept_any_client);
	SSL_CTX_set_tlsext_servername_callback(to->ctx, choose_host);
	SSL_CTX_set_tlsext_servername_arg(to->ctx, context);
	return true;
}

struct tls_context *
tls_context_new(
    const struct tls_host *hosts, size_t count, struct failure *failure)
{
	struct tls_context *context = calloc(1, sizeof *context);

	if (context == NULL)
		goto fail;
	context->bio_method = tls_bio_method_new();
	context->hosts = calloc(count, sizeof *context->hosts);
	if (context->hosts == NULL || context->bio_method == NULL)
		goto fail;
	for (size_t i = 0; i < count; i++) {
		context->count = i + 1;
		if (!make_host(context, &context->hosts[i], &hosts[i]))
			goto fail;
	}
	return context;

fail:
	failure_set(failure, ENOMEM, "cannot set up TLS: %s", tls_error_take());
	tls_context_free(context);
	return NULL;
}

void
tls_context_free(struct tls_context *context)
{
	if (context == NULL)
		return;
	for (size_t i = 0; i < context->count; i++) {
		struct host_terms *host = &context->hosts[i];

		SSL_CTX_free(host->ctx);
		for (size_t j = 0; j < host->name_count; j++)
			free(host->names[j]);
		free(host->names);
	}
	free(context->hosts);
	BIO_meth_free(context->bio_method);
	free(context);
}

int
tls_context_use_key(struct tls_context *context, size_t index,
    const struct tls_certificate *certificate, struct failure *failure)
{
	SSL_CTX *ctx = context->hosts[index].ctx;

	/* Of another kind than the certificate's, it is without one. */
	if (SSL_CTX_use_PrivateKey(ctx, tls_certificate_key(certificate)) ==
		1 &&
	    SSL_CTX_get0_certificate(ctx) != NULL)
		return 0;
	return failure_set(
	    failure, EINVAL, "cannot use a key: %s", tls_error_take());
}

const BIO_METHOD *
tls_context_bio_method(const struct tls_context *context)
{
	return context->bio_method;
}

const char *
tls_context_host(
    const struct tls_context *context, size_t index, EVP_PKEY **key)
{
	if (index >= context->count)
		return NULL;
	*key = SSL_CTX_get0_privatekey(context->hosts[index].ctx);
	return context->hosts[index].names[0];
}

SSL *
tls_context_session(const struct tls_context *context)
{
	return SSL_new(context->hosts[0].ctx);
}
