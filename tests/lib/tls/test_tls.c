/*
 * TLS sessions in memory: handshakes, requests, ends, and what goes wrong.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include <openssl/err.h>

#include "handshake.h"
#include "signing_service.h"
#include "tls.h"
#include "tls_context.h"
#include "tls_remote_key.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct scratch scratch;
static struct tls_certificate *certificates[3];
static struct tls_remote *remote;
static struct tls_context *context;

/* A client that talks with a struct tls through two buffers. */
struct talk {
	SSL_CTX *ctx;
	SSL *client;
	BIO *to_client, *from_client;
	struct tls *tls;
	struct buffer out;
	char fed[65536];
};

static int
set_up(void **state)
{
	const char *first[] = {"localhost"}, *second[] = {"b.example", "c.d"};
	const char *third[] = {"unsigned.example"};
	struct tls_host hosts[3] = {
	    {.names = first, .name_count = 1},
	    {.names = second, .name_count = 2, .asks_certificate = true},
	    {.names = third, .name_count = 1},
	};
	static const char *const names[] = {"a", "b", "c"};
	int pair[2];
	struct failure failure = {.text = ""};

	(void)state;
	if (scratch_make(&scratch) != 0)
		return -1;
	for (size_t i = 0; i < COUNT(names); i++) {
		char chain[128], key[128];

		write_pair(&scratch, names[i], EVP_EC_gen("P-256"));
		snprintf(
		    chain, sizeof chain, "%s/%s.crt", scratch.dir, names[i]);
		snprintf(key, sizeof key, "%s/%s.key", scratch.dir, names[i]);
		certificates[i] = tls_certificate_load(chain, key, &failure);
		if (certificates[i] == NULL)
			return -1;
		hosts[i].certificate = certificates[i];
	}
	/* The other end is closed: there is no keyholder. */
	if (signing_service_pair(pair) != 0)
		return -1;
	close(pair[0]);
	remote = tls_remote_open(pair[1], &failure);
	if (remote == NULL ||
	    tls_remote_attach(remote, certificates[2], 0, &failure) != 0)
		return -1;
	context = tls_context_new(hosts, COUNT(hosts), &failure);
	return context == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	tls_context_free(context);
	tls_context_free(NULL);
	for (size_t i = 0; i < COUNT(certificates); i++)
		tls_certificate_free(certificates[i]);
	tls_remote_close(remote);
	scratch_remove(&scratch);
	return 0;
}

static void
talk_begin(struct talk *talk, int version, const char *name)
{
	memset(talk, 0, sizeof *talk);
	talk->ctx = client_context(version, NULL);
	talk->client = SSL_new(talk->ctx);
	talk->to_client = BIO_new(BIO_s_mem());
	talk->from_client = BIO_new(BIO_s_mem());
	SSL_set_bio(talk->client, talk->to_client, talk->from_client);
	SSL_set_connect_state(talk->client);
	if (name != NULL) {
		char copy[64];

		snprintf(copy, sizeof copy, "%s", name);
		SSL_set_tlsext_host_name(talk->client, copy);
	}
	talk->tls = tls_open(context, &talk->out);
	assert_non_null(talk->tls);
}

static void
talk_end(struct talk *talk)
{
	SSL_free(talk->client);
	SSL_CTX_free(talk->ctx);
	tls_free(talk->tls);
	buffer_free(&talk->out);
	ERR_clear_error();
}

/* What the server has to say reaches the client. */
static void
deliver(struct talk *talk)
{
	if (talk->out.len > 0)
		BIO_write(talk->to_client, talk->out.ptr, (int)talk->out.len);
	buffer_clear(&talk->out);
}

/* What the client has to say is fed to the server; how many bytes. */
static size_t
feed(struct talk *talk)
{
	int count = BIO_read(talk->from_client, talk->fed, sizeof talk->fed);
	size_t len = count < 0 ? 0 : (size_t)count;

	tls_feed(talk->tls, (struct span){talk->fed, len});
	return len;
}

static enum tls_verdict
shake(struct talk *talk)
{
	enum tls_verdict verdict = TLS_MORE;

	for (int turn = 0; turn < 8 && verdict == TLS_MORE; turn++) {
		SSL_do_handshake(talk->client);
		feed(talk);
		verdict = tls_handshake(talk->tls);
		deliver(talk);
	}
	return verdict;
}

static void
test_a_whole_request(void **state)
{
	static const struct {
		int version;
		const char *name;
		size_t certificate;
		bool asks;
	} rows[] = {
	    {TLS1_3_VERSION, "localhost", 0, false},
	    {TLS1_3_VERSION, NULL, 0, false},
	    {TLS1_3_VERSION, "unknown.example", 0, false},
	    {TLS1_3_VERSION, "B.Example", 1, true},
	    {TLS1_2_VERSION, "localhost", 0, false},
	    {TLS1_3_VERSION, "b.example.", 1, true},
	    {TLS1_3_VERSION, "b.example..", 0, false},
	    {TLS1_2_VERSION, "c.d", 1, true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		static struct talk talk;
		unsigned char digest[TLS_DIGEST_BYTES];
		char bytes[64];
		size_t count = 0;
		bool valid;
		X509 *peer;

		talk_begin(&talk, rows[i].version, rows[i].name);
		assert_int_equal(shake(&talk), TLS_DONE);
		SSL_do_handshake(talk.client);
		assert_true(SSL_is_init_finished(talk.client));
		peer = SSL_get0_peer_certificate(talk.client);
		assert_int_equal(
		    X509_cmp(peer, tls_certificate_leaf(
				       certificates[rows[i].certificate])),
		    0);
		assert_false(tls_client_digest(talk.tls, digest, &valid));
		assert_int_equal(SSL_session_reused(talk.client), 0);

		assert_int_equal(SSL_write(talk.client, "hello\r\n", 7), 7);
		assert_true(feed(&talk) > 7);
		assert_int_equal(
		    tls_read(talk.tls, bytes, sizeof bytes, &count), TLS_DONE);
		assert_int_equal(count, 7);
		assert_memory_equal(bytes, "hello\r\n", 7);
		assert_int_equal(
		    tls_read(talk.tls, bytes, sizeof bytes, &count), TLS_MORE);
		assert_int_equal(talk.out.len, 0); /* no tickets */

		assert_int_equal(tls_write(talk.tls, SPAN("20 \r\n")), 0);
		tls_close_notify(talk.tls);
		deliver(&talk);
		assert_int_equal(SSL_read(talk.client, bytes, 64), 5);
		assert_int_equal(SSL_read(talk.client, bytes, 64), 0);
		assert_int_equal(
		    SSL_get_shutdown(talk.client) & SSL_RECEIVED_SHUTDOWN,
		    SSL_RECEIVED_SHUTDOWN);
		talk_end(&talk);
	}
}

/* However the bytes come, the session gets on. */
static void
test_byte_by_byte(void **state)
{
	static struct talk talk;
	enum tls_verdict verdict = TLS_MORE;

	(void)state;
	talk_begin(&talk, TLS1_3_VERSION, "localhost");
	for (int turn = 0; turn < 4 && verdict == TLS_MORE; turn++) {
		int count;

		SSL_do_handshake(talk.client);
		count = BIO_read(talk.from_client, talk.fed, sizeof talk.fed);
		for (int i = 0; i < count; i++) {
			assert_int_equal(verdict, TLS_MORE);
			tls_feed(talk.tls, (struct span){talk.fed + i, 1});
			verdict = tls_handshake(talk.tls);
		}
		deliver(&talk);
	}
	assert_int_equal(verdict, TLS_DONE);
	talk_end(&talk);
}

static void
test_refusals(void **state)
{
	const struct {
		struct span bytes;
		bool alert; /* does the client hear why? */
	} rows[] = {
	    {SPAN("GET / HTTP/1.0\r\n\r\n"), false},
	    {SPAN("\x16\x03\x01\x00\x04\x01\x00\x00\x00"), true},
	    {SPAN("\x16\x03\x01\x48\x00........"), true},  /* too long */
	    {SPAN("\x15\x03\x01\x00\x02\x02\x28"), false}, /* an alert */
	    {SPAN("\x17\x03\x03\x00\x01x"), true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = BUFFER_EMPTY;
		struct tls *tls = tls_open(context, &out);

		tls_feed(tls, rows[i].bytes);
		assert_int_equal(tls_handshake(tls), TLS_FAILED);
		if (rows[i].alert) {
			assert_true(out.len >= 7);
			assert_int_equal(out.ptr[0], 0x15);
		}
		assert_false(tls_failed_within(tls));
		/* harmless before the handshake is done, and after it failed */
		tls_close_notify(tls);
		assert_int_equal(tls_write(tls, SPAN("x")), -1);
		assert_int_equal(ERR_peek_error(), 0);
		tls_free(tls);
		buffer_free(&out);
	}
}

/* What another session left in OpenSSL's queue is not this one's failure. */
static void
test_stale_errors(void **state)
{
	static struct talk talk;
	char bytes[16];
	size_t count;

	(void)state;
	talk_begin(&talk, TLS1_3_VERSION, NULL);
	assert_int_equal(shake(&talk), TLS_DONE);
	ERR_raise(ERR_LIB_SSL, ERR_R_INTERNAL_ERROR);
	assert_int_equal(
	    tls_read(talk.tls, bytes, sizeof bytes, &count), TLS_MORE);
	SSL_do_handshake(talk.client);
	SSL_write(talk.client, "x", 1);
	feed(&talk);
	ERR_raise(ERR_LIB_SSL, ERR_R_INTERNAL_ERROR);
	assert_int_equal(
	    tls_read(talk.tls, bytes, sizeof bytes, &count), TLS_DONE);
	talk_end(&talk);
}

static void
test_the_client_ends(void **state)
{
	static const int versions[] = {TLS1_2_VERSION, TLS1_3_VERSION};

	(void)state;
	for (size_t i = 0; i < COUNT(versions); i++) {
		static struct talk talk;
		char bytes[16];
		size_t count;

		talk_begin(&talk, versions[i], NULL);
		assert_int_equal(shake(&talk), TLS_DONE);
		SSL_do_handshake(talk.client);
		SSL_shutdown(talk.client);
		feed(&talk);
		assert_int_equal(
		    tls_read(talk.tls, bytes, sizeof bytes, &count),
		    TLS_CLOSED);
		/* it may still be answered */
		assert_int_equal(tls_write(talk.tls, SPAN("59 \r\n")), 0);
		tls_close_notify(talk.tls);
		assert_true(talk.out.len > 0);
		talk_end(&talk);
	}
}

static void
test_old_versions(void **state)
{
	static struct talk talk;

	(void)state;
	talk_begin(&talk, TLS1_1_VERSION, NULL);
	SSL_set_security_level(talk.client, 0);
	SSL_set_cipher_list(talk.client, "ALL:@SECLEVEL=0");
	assert_int_equal(shake(&talk), TLS_FAILED);
	assert_false(tls_failed_within(talk.tls));
	talk_end(&talk);
}

/* Whose fault it was: the client's, or ours. */
static void
test_failed_within(void **state)
{
	static const int versions[] = {TLS1_2_VERSION, TLS1_3_VERSION};
	char group[] = "P-521"; /* OpenSSL's macro wants it writable */

	(void)state;
	for (size_t i = 0; i < COUNT(versions); i++) {
		static struct talk talk;

		/* The client offers nothing that we know. */
		talk_begin(&talk, versions[i], NULL);
		SSL_set1_groups_list(talk.client, group);
		assert_int_equal(shake(&talk), TLS_FAILED);
		assert_false(tls_failed_within(talk.tls));
		talk_end(&talk);

		/* The client does not like what it gets. */
		talk_begin(&talk, versions[i], NULL);
		SSL_set_verify(talk.client, SSL_VERIFY_PEER, NULL);
		assert_int_equal(shake(&talk), TLS_FAILED);
		assert_false(tls_failed_within(talk.tls));
		talk_end(&talk);

		/* There is no room for our answer. */
		talk_begin(&talk, versions[i], NULL);
		talk.out.limit = 8;
		assert_int_equal(shake(&talk), TLS_FAILED);
		talk_end(&talk);

		/* Nobody signs for us. */
		talk_begin(&talk, versions[i], "unsigned.example");
		assert_int_equal(shake(&talk), TLS_FAILED);
		assert_true(tls_failed_within(talk.tls));
		talk_end(&talk);
	}
}

/* How long the answer is on the wire tells no more than its blocks. */
static void
test_padding(void **state)
{
	size_t first = 0;

	(void)state;
	for (size_t len = 1; len <= 2000; len += 111) {
		static struct talk talk;
		static char page[2000];
		size_t wire;

		talk_begin(&talk, TLS1_3_VERSION, NULL);
		assert_int_equal(shake(&talk), TLS_DONE);
		tls_pad(talk.tls, 4096);
		assert_int_equal(
		    tls_write(talk.tls, (struct span){page, len}), 0);
		wire = talk.out.len;
		if (first == 0)
			first = wire;
		assert_int_equal(wire, first);
		assert_true(wire >= 4096);
		talk_end(&talk);
	}
}

static void
test_no_memory_for_output(void **state)
{
	static struct talk talk;

	(void)state;
	talk_begin(&talk, TLS1_3_VERSION, NULL);
	assert_int_equal(shake(&talk), TLS_DONE);
	talk.out.limit = 8;
	assert_int_equal(tls_write(talk.tls, SPAN("more than eight")), -1);
	assert_true(talk.out.failed);
	talk_end(&talk);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_whole_request),
	    cmocka_unit_test(test_byte_by_byte),
	    cmocka_unit_test(test_refusals),
	    cmocka_unit_test(test_stale_errors),
	    cmocka_unit_test(test_the_client_ends),
	    cmocka_unit_test(test_old_versions),
	    cmocka_unit_test(test_failed_within),
	    cmocka_unit_test(test_padding),
	    cmocka_unit_test(test_no_memory_for_output),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
