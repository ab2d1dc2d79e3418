#include "tls.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "tls_internal.h"
#include "tls_session.h"
#include "tls_time.h"

struct tls {
	SSL *ssl;
	struct span in;     /* what was fed and OpenSSL has not read yet */
	struct buffer *out; /* where OpenSSL's output goes */
	size_t pad_block;
	int alert; /* that ended the session, ours or the client's; 0: none */
	bool alert_is_ours;
	bool failed_within;
};

/* OpenSSL reads: hand over what was fed. */
static int
bio_read(BIO *bio, char *bytes, size_t size, size_t *count)
{
	struct tls *tls = BIO_get_data(bio);

	BIO_clear_retry_flags(bio);
	if (tls->in.len == 0) {
		BIO_set_retry_read(bio);
		return 0;
	}
	*count = tls->in.len < size ? tls->in.len : size;
	memcpy(bytes, tls->in.ptr, *count);
	tls->in = span_skip(tls->in, *count);
	return 1;
}

/* OpenSSL writes: keep it for the next flush. */
static int
bio_write(BIO *bio, const char *bytes, size_t size, size_t *count)
{
	struct tls *tls = BIO_get_data(bio);

	BIO_clear_retry_flags(bio);
	buffer_append(tls->out, (struct span){bytes, size});
	if (tls->out->failed)
		return 0;
	*count = size;
	return 1;
}

/* The BIO keeps nothing back, so a flush has nothing to do. */
static long
bio_control(BIO *bio, int command, long number, void *pointer)
{
	(void)bio;
	(void)number;
	(void)pointer;
	return command == BIO_CTRL_FLUSH ? 1 : 0;
}

BIO_METHOD *
tls_bio_method_new(void)
{
	BIO_METHOD *method =
	    BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "lozenge");

	if (method == NULL)
		return NULL;
	BIO_meth_set_read_ex(method, bio_read);
	BIO_meth_set_write_ex(method, bio_write);
	BIO_meth_set_ctrl(method, bio_control);
	return method;
}

void
tls_note_alert(const SSL *ssl, int where, int value)
{
	struct tls *tls = SSL_get_app_data(ssl);

	/* The value is level and description, a byte each. */
	if (tls == NULL || (where & SSL_CB_ALERT) == 0 ||
	    value >> 8 != SSL3_AL_FATAL)
		return;
	tls->alert = value & 0xff;
	tls->alert_is_ours = (where & SSL_CB_WRITE) != 0;
}

struct tls *
tls_open(struct tls_context *context, struct buffer *out)
{
	struct tls *tls = calloc(1, sizeof *tls);
	BIO *bio;

	if (tls == NULL)
		return NULL;
	tls->out = out;
	tls->ssl = tls_context_session(context);
	bio = BIO_new(tls_context_bio_method(context));
	if (tls->ssl == NULL || bio == NULL)
		goto free_bio;
	BIO_set_data(bio, tls);
	BIO_set_init(bio, 1);
	SSL_set_app_data(tls->ssl, tls);
	SSL_set_bio(tls->ssl, bio, bio);
	SSL_set_accept_state(tls->ssl);
	return tls;

free_bio:
	BIO_free(bio);
	tls_free(tls);
	return NULL;
}

void
tls_free(struct tls *tls)
{
	if (tls == NULL)
		return;
	SSL_free(tls->ssl);
	free(tls);
}

void
tls_feed(struct tls *tls, struct span bytes)
{
	tls->in = bytes;
}

/* Is there more in OpenSSL's queue than what the client got wrong? */
static bool
take_own_errors(void)
{
	unsigned long code;
	bool found = false;

	while ((code = ERR_get_error()) != 0)
		found |= ERR_GET_LIB(code) != ERR_LIB_SSL ||
			 (ERR_GET_REASON(code) & ERR_R_FATAL) != 0;
	return found;
}

/* Was it us?  OpenSSL says so to the client, or cannot even do that. */
static bool
was_within(const struct tls *tls)
{
	bool own_errors = take_own_errors();

	if (tls->alert == 0)
		return own_errors;
	return tls->alert_is_ours && tls->alert == SSL_AD_INTERNAL_ERROR;
}

/*
 * What a call that returned ${result} <= 0 amounts to.  SSL_get_error looks at
 * OpenSSL's queue too, so it must have been empty before the call.
 */
static enum tls_verdict
verdict_of(struct tls *tls, int result)
{
	int error = SSL_get_error(tls->ssl, result);

	switch (error) {
	case SSL_ERROR_WANT_READ:
		return TLS_MORE;
	case SSL_ERROR_ZERO_RETURN:
		return TLS_CLOSED;
	default:
		tls->failed_within = was_within(tls);
		return TLS_FAILED;
	}
}

enum tls_verdict
tls_handshake(struct tls *tls)
{
	int result;

	ERR_clear_error();
	result = SSL_do_handshake(tls->ssl);
	return result == 1 ? TLS_DONE : verdict_of(tls, result);
}

bool
tls_failed_within(const struct tls *tls)
{
	return tls->failed_within;
}

enum tls_verdict
tls_read(struct tls *tls, char *bytes, size_t size, size_t *count)
{
	int result;

	ERR_clear_error();
	result = SSL_read_ex(tls->ssl, bytes, size, count);
	return result == 1 ? TLS_DONE : verdict_of(tls, result);
}

int
tls_write(struct tls *tls, struct span bytes)
{
	size_t record, count;

	while (bytes.len > 0) {
		record =
		    bytes.len < TLS_RECORD_BYTES ? bytes.len : TLS_RECORD_BYTES;
		if (SSL_write_ex(tls->ssl, bytes.ptr, record, &count) != 1) {
			ERR_clear_error();
			return -1;
		}
		bytes = span_skip(bytes, count);
	}
	return 0;
}

void
tls_close_notify(struct tls *tls)
{
	if (SSL_is_init_finished(tls->ssl))
		SSL_shutdown(tls->ssl);
	ERR_clear_error();
}

/* How much padding a record of ${len} bytes gets. */
static size_t
pad_record(SSL *ssl, int type, size_t len, void *arg)
{
	struct tls *tls = arg;
	size_t over = tls->pad_block == 0 ? 0 : len % tls->pad_block;

	(void)ssl;
	if (type != SSL3_RT_APPLICATION_DATA || over == 0)
		return 0;
	return tls->pad_block - over;
}

void
tls_pad(struct tls *tls, size_t block)
{
	tls->pad_block = block;
	SSL_set_record_padding_callback_arg(tls->ssl, tls);
	SSL_set_record_padding_callback(
	    tls->ssl, block == 0 ? NULL : pad_record);
}

bool
tls_client_digest(
    struct tls *tls, unsigned char digest[TLS_DIGEST_BYTES], bool *valid)
{
	X509 *certificate = SSL_get0_peer_certificate(tls->ssl);
	unsigned len = TLS_DIGEST_BYTES;

	if (certificate == NULL ||
	    X509_digest(certificate, EVP_sha256(), digest, &len) != 1)
		return false;
	*valid = tls_time_validity(certificate, tls_time_now()) == TLS_VALID;
	return true;
}

enum tls_issued
tls_client_issued_by(struct tls *tls, struct span authorities)
{
	X509 *certificate = SSL_get0_peer_certificate(tls->ssl);

	if (certificate == NULL)
		return TLS_NOT_ISSUED;
	switch (tls_authority_verify(
	    authorities, certificate, SSL_get_peer_cert_chain(tls->ssl))) {
	case 1:
		return TLS_ISSUED;
	case 0:
		return TLS_NOT_ISSUED;
	default:
		return TLS_ISSUER_UNUSABLE;
	}
}
