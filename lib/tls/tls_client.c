/*
 * The client's side of TLS; see tls_client.h.
 */
#include "tls_client.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

struct tls_client {
	SSL_CTX *context;
	SSL *ssl;
	char server_name[256]; /* OpenSSL's macro wants it writable */
	char error[160];
};

static SSL_CTX *
new_context(void)
{
	SSL_CTX *context = SSL_CTX_new(TLS_client_method());

	if (context == NULL)
		return NULL;
	if (SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) != 1) {
		SSL_CTX_free(context);
		return NULL;
	}
	SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
	SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
	SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE);
	return context;
}

struct tls_client *
tls_client_new(int fd, const char *server_name)
{
	struct tls_client *tls = calloc(1, sizeof *tls);

	if (tls == NULL)
		return NULL;
	tls->context = new_context();
	if (tls->context != NULL)
		tls->ssl = SSL_new(tls->context);
	if (tls->ssl == NULL || SSL_set_fd(tls->ssl, fd) != 1)
		goto free_tls;
	if (server_name != NULL) {
		snprintf(tls->server_name, sizeof tls->server_name, "%s",
		    server_name);
		if (SSL_set_tlsext_host_name(tls->ssl, tls->server_name) != 1)
			goto free_tls;
	}
	SSL_set_connect_state(tls->ssl);
	return tls;

free_tls:
	tls_client_free(tls);
	return NULL;
}

int
tls_client_limit(
    struct tls_client *tls, enum tls_version lowest, enum tls_version highest)
{
	static const int numbers[] = {
	    [TLS_VERSION_1_0] = TLS1_VERSION,
	    [TLS_VERSION_1_1] = TLS1_1_VERSION,
	    [TLS_VERSION_1_2] = TLS1_2_VERSION,
	    [TLS_VERSION_1_3] = TLS1_3_VERSION,
	};

	/* OpenSSL has no signatures for the old versions at other levels. */
	if (lowest < TLS_VERSION_1_2) {
		SSL_set_security_level(tls->ssl, 0);
		if (SSL_set_cipher_list(tls->ssl, "ALL:@SECLEVEL=0") != 1)
			return -1;
	}
	if (SSL_set_min_proto_version(tls->ssl, numbers[lowest]) != 1 ||
	    SSL_set_max_proto_version(tls->ssl, numbers[highest]) != 1)
		return -1;
	return 0;
}

void
tls_client_free(struct tls_client *tls)
{
	if (tls == NULL)
		return;
	SSL_free(tls->ssl);
	SSL_CTX_free(tls->context);
	free(tls);
}

/* The peer closed TCP in the middle of TLS. */
static bool
is_truncation(int reason, int saved_errno, unsigned long code)
{
	if (reason == SSL_ERROR_SYSCALL)
		return code == 0 && (saved_errno == 0 || saved_errno == EPIPE);
	return ERR_GET_LIB(code) == ERR_LIB_SSL &&
	       ERR_GET_REASON(code) == SSL_R_UNEXPECTED_EOF_WHILE_READING;
}

static void
keep_error(struct tls_client *tls, int saved_errno, unsigned long code)
{
	const char *text = code != 0 ? ERR_reason_error_string(code) : NULL;

	if (text == NULL && saved_errno != 0)
		text = strerror(saved_errno);
	snprintf(tls->error, sizeof tls->error, "%s",
	    text != NULL ? text : "TLS failed");
}

/* What the result of a call that did not succeed means. */
static enum tls_step
failed_step(struct tls_client *tls, int result)
{
	int saved_errno = errno;
	int reason = SSL_get_error(tls->ssl, result);
	unsigned long code = ERR_peek_error();

	switch (reason) {
	case SSL_ERROR_WANT_READ:
		return TLS_STEP_WANT_READ;
	case SSL_ERROR_WANT_WRITE:
		return TLS_STEP_WANT_WRITE;
	case SSL_ERROR_ZERO_RETURN:
		return TLS_STEP_CLOSED;
	default: /* OpenSSL's numbers are no enum */
		break;
	}
	keep_error(tls, saved_errno, code);
	return is_truncation(reason, saved_errno, code) ? TLS_STEP_TRUNCATED
							: TLS_STEP_FAILED;
}

static void
begin_step(void)
{
	ERR_clear_error();
	errno = 0;
}

enum tls_step
tls_client_handshake(struct tls_client *tls)
{
	int result;

	begin_step();
	result = SSL_do_handshake(tls->ssl);
	return result == 1 ? TLS_STEP_DONE : failed_step(tls, result);
}

enum tls_step
tls_client_read(struct tls_client *tls, char *bytes, size_t size, size_t *count)
{
	begin_step();
	if (SSL_read_ex(tls->ssl, bytes, size, count) == 1)
		return TLS_STEP_DONE;
	return failed_step(tls, 0);
}

enum tls_step
tls_client_write(
    struct tls_client *tls, const char *bytes, size_t size, size_t *count)
{
	begin_step();
	if (SSL_write_ex(tls->ssl, bytes, size, count) == 1)
		return TLS_STEP_DONE;
	return failed_step(tls, 0);
}

void
tls_client_close(struct tls_client *tls)
{
	begin_step();
	SSL_shutdown(tls->ssl);
}

int
tls_client_key_digest(
    const struct tls_client *tls, unsigned char digest[TLS_KEY_DIGEST_BYTES])
{
	const X509 *certificate = SSL_get0_peer_certificate(tls->ssl);
	unsigned char *der = NULL;
	int length, done;

	if (certificate == NULL)
		return -1;
	length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
	if (length <= 0)
		return -1;
	done =
	    EVP_Digest(der, (size_t)length, digest, NULL, EVP_sha256(), NULL);
	OPENSSL_free(der);
	return done == 1 ? 0 : -1;
}

int
tls_client_append_certificate(const struct tls_client *tls, struct buffer *out)
{
	const X509 *certificate = SSL_get0_peer_certificate(tls->ssl);
	unsigned char *der = NULL;
	int length;

	if (certificate == NULL)
		return -1;
	length = i2d_X509(certificate, &der);
	if (length <= 0)
		return -1;
	buffer_append(out, (struct span){(const char *)der, (size_t)length});
	OPENSSL_free(der);
	return out->failed ? -1 : 0;
}

enum tls_validity
tls_client_validity(const struct tls_client *tls, char date[TLS_DATE_BYTES])
{
	const X509 *certificate = SSL_get0_peer_certificate(tls->ssl);
	enum tls_validity validity = TLS_EXPIRED;

	date[0] = '\0';
	if (certificate == NULL)
		return validity;
	validity = tls_time_validity(certificate, tls_time_now());
	switch (validity) {
	case TLS_EXPIRED:
		tls_time_write(date, X509_get0_notAfter(certificate));
		break;
	case TLS_NOT_YET_VALID:
		tls_time_write(date, X509_get0_notBefore(certificate));
		break;
	case TLS_VALID:
		break;
	}
	return validity;
}

const char *
tls_client_error(const struct tls_client *tls)
{
	return tls->error;
}
