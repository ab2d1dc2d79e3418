#include "tls_rehearsal.h"

#include <errno.h>
#include <stdbool.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>

#include "tls_context.h"
#include "tls_session.h"

/* Flights of a handshake, and twice as many for what a BIO has no room for. */
#define TURNS_MAX 16

/* Kinds of keys that are told apart; of more, each is rehearsed. */
#define KINDS_MAX 8

/* Elliptic curves count as kinds of their own, sizes of RSA keys do not. */
struct kind {
	int type;
	int bits;
};

static struct kind
kind_of(const EVP_PKEY *key)
{
	int type;

	if (key == NULL)
		return (struct kind){EVP_PKEY_NONE, 0};
	type = EVP_PKEY_get_base_id(key);

	return (struct kind){
	    type, type == EVP_PKEY_RSA ? 0 : EVP_PKEY_get_bits(key)};
}

/* The two sides of a handshake. */
struct pair {
	SSL *server, *client;
};

static bool
connect_pair(struct pair *pair)
{
	BIO *server = NULL, *client = NULL;

	if (BIO_new_bio_pair(&server, 0, &client, 0) != 1)
		return false;
	SSL_set_bio(pair->server, server, server);
	SSL_set_bio(pair->client, client, client);
	SSL_set_accept_state(pair->server);
	SSL_set_connect_state(pair->client);
	return true;
}

static bool
open_pair(struct pair *pair, struct tls_context *context, const char *name,
    int version)
{
	char groups[] = "X25519:P-256:P-384:P-521";

	*pair = (struct pair){
	    tls_context_session(context), tls_context_session(context)};
	if (pair->server == NULL || pair->client == NULL)
		return false;
	/* The client is no host: it has no certificate to show, and leaves to
	 * the host which curve its key is on. */
	SSL_certs_clear(pair->client);
	SSL_set_verify(pair->client, SSL_VERIFY_NONE, NULL);
	return SSL_set1_groups_list(pair->client, groups) == 1 &&
	       SSL_set_min_proto_version(pair->client, version) == 1 &&
	       SSL_set_max_proto_version(pair->client, version) == 1 &&
	       SSL_ctrl(pair->client, SSL_CTRL_SET_TLSEXT_HOSTNAME,
		   TLSEXT_NAMETYPE_host_name, (void *)(uintptr_t)name) == 1 &&
	       connect_pair(pair);
}

static void
close_pair(struct pair *pair)
{
	SSL_free(pair->server);
	SSL_free(pair->client);
}

/* Does a side that has not finished wait for the other, as it should? */
static bool
takes_turn(SSL *ssl)
{
	int result = SSL_do_handshake(ssl);
	int error = result == 1 ? SSL_ERROR_NONE : SSL_get_error(ssl, result);

	return error == SSL_ERROR_NONE || error == SSL_ERROR_WANT_READ ||
	       error == SSL_ERROR_WANT_WRITE;
}

static bool
shake_hands(const struct pair *pair)
{
	for (int turn = 0; turn < TURNS_MAX; turn++) {
		if (!takes_turn(pair->client) || !takes_turn(pair->server))
			return false;
		if (SSL_is_init_finished(pair->client) &&
		    SSL_is_init_finished(pair->server))
			return true;
	}
	return false;
}

static bool
send_byte(SSL *from, SSL *to)
{
	char byte = 0;
	size_t count;

	return SSL_write_ex(from, &byte, 1, &count) == 1 &&
	       SSL_read_ex(to, &byte, 1, &count) == 1;
}

/* The errno among OpenSSL's errors; 0 if none is a system's. */
static int
take_errno(void)
{
	int found = 0;
	unsigned long code;

	while ((code = ERR_get_error()) != 0) {
		if (ERR_SYSTEM_ERROR(code))
			found = ERR_GET_REASON(code);
	}
	return found;
}

/* Say why there was no handshake: what went wrong first. */
static int
fail(struct failure *failure, const char *name, int version)
{
	unsigned long code = ERR_peek_error();
	const char *text = code != 0 ? ERR_reason_error_string(code) : NULL;
	int error = take_errno();

	return failure_set(failure, error != 0 ? error : EPROTO,
	    "no handshake over TLS 1.%d for %s: %s",
	    version == TLS1_3_VERSION ? 3 : 2, name,
	    error == ETIMEDOUT ? "the keyholder does not answer"
	    : text != NULL     ? text
			       : "unknown error");
}

static int
rehearse_version(struct tls_context *context, const char *name, int version,
    struct failure *failure)
{
	struct pair pair;
	bool done;

	ERR_clear_error();
	done = open_pair(&pair, context, name, version) && shake_hands(&pair) &&
	       send_byte(pair.client, pair.server) &&
	       send_byte(pair.server, pair.client);
	close_pair(&pair);
	return done ? 0 : fail(failure, name, version);
}

/* Has a host before this one a key of the same kind? */
static bool
is_known(struct kind *known, size_t *count, struct kind kind)
{
	for (size_t i = 0; i < *count; i++) {
		if (known[i].type == kind.type && known[i].bits == kind.bits)
			return true;
	}
	if (*count < KINDS_MAX)
		known[(*count)++] = kind;
	return false;
}

static int
rehearse_hosts(struct tls_context *context, struct failure *failure)
{
	struct kind known[KINDS_MAX];
	size_t count = 0;
	const char *name;
	EVP_PKEY *key;

	for (size_t i = 0; (name = tls_context_host(context, i, &key)) != NULL;
	     i++) {
		if (is_known(known, &count, kind_of(key)))
			continue;
		if (rehearse_version(context, name, TLS1_3_VERSION, failure) !=
			0 ||
		    rehearse_version(context, name, TLS1_2_VERSION, failure) !=
			0)
			return -1;
	}
	return 0;
}

int
tls_rehearse(struct tls_context *context, struct failure *failure)
{
	int result = rehearse_hosts(context, failure);
	int error = errno;

	ERR_clear_error();
	errno = error;
	return result;
}
