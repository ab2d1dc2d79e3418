/*
 * TLS handshakes in memory, and certificates to make them with.
 */
#ifndef SUPPORT_HANDSHAKE_H
#define SUPPORT_HANDSHAKE_H

#include <stdbool.h>

#include <openssl/pem.h>
#include <openssl/ssl.h>

#include "scratch.h"
#include "tls_certificate.h"
#include "tls_internal.h"
#include "tls_names.h"
#include "tls_selfsigned.h"

/* Write NAME.crt and NAME.key for this key, which is released. */
static inline void
write_pair(struct scratch *scratch, const char *name, EVP_PKEY *key)
{
	struct tls_names names = {.host = "localhost"};
	char file[64];
	X509 *x509 = tls_selfsigned_make(&names, key, NULL);
	BIO *pem = BIO_new(BIO_s_mem());
	char *bytes;
	long size;

	PEM_write_bio_X509(pem, x509);
	size = BIO_get_mem_data(pem, &bytes);
	snprintf(file, sizeof file, "%s.crt", name);
	scratch_write(scratch, file, 0644, bytes, (size_t)size);

	(void)BIO_reset(pem);
	PEM_write_bio_PrivateKey(pem, key, NULL, NULL, 0, NULL, NULL);
	size = BIO_get_mem_data(pem, &bytes);
	snprintf(file, sizeof file, "%s.key", name);
	scratch_write(scratch, file, 0600, bytes, (size_t)size);
	BIO_free(pem);
	X509_free(x509);
	EVP_PKEY_free(key);
}

/* A server's context for a certificate with a key, or NULL. */
static inline SSL_CTX *
server_context(const struct tls_certificate *certificate)
{
	SSL_CTX *context = SSL_CTX_new(TLS_server_method());

	SSL_CTX_set_num_tickets(context, 0);
	SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
	if (SSL_CTX_use_certificate(
		context, tls_certificate_leaf(certificate)) == 1 &&
	    SSL_CTX_use_PrivateKey(context, tls_certificate_key(certificate)) ==
		1 &&
	    SSL_CTX_check_private_key(context) == 1)
		return context;
	SSL_CTX_free(context);
	return NULL;
}

/* A client's context for one TLS version and, unless NULL, algorithms. */
static inline SSL_CTX *
client_context(int version, const char *algorithms)
{
	SSL_CTX *context = SSL_CTX_new(TLS_client_method());
	char list[64];

	SSL_CTX_set_min_proto_version(context, version);
	SSL_CTX_set_max_proto_version(context, version);
	if (algorithms != NULL) {
		snprintf(list, sizeof list, "%s", algorithms);
		SSL_CTX_set1_sigalgs_list(context, list);
	}
	return context;
}

/* Bring both sides together.  Do both finish? */
static inline bool
shake_hands(SSL_CTX *server_ctx, SSL_CTX *client_ctx)
{
	SSL *server = SSL_new(server_ctx);
	SSL *client = SSL_new(client_ctx);
	BIO *server_bio, *client_bio;
	bool done = false;

	if (server == NULL || client == NULL ||
	    BIO_new_bio_pair(&server_bio, 32768, &client_bio, 32768) != 1)
		goto free_both;
	SSL_set_bio(server, server_bio, server_bio);
	SSL_set_bio(client, client_bio, client_bio);
	SSL_set_accept_state(server);
	SSL_set_connect_state(client);
	for (int i = 0; i < 8 && !done; i++) {
		SSL_do_handshake(client);
		SSL_do_handshake(server);
		done = SSL_is_init_finished(client) &&
		       SSL_is_init_finished(server);
	}
free_both:
	SSL_free(client);
	SSL_free(server);
	return done;
}

#endif
