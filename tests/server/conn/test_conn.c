/*
 * Connections: what clients send, in whatever pieces, what they get, and when
 * they are cut off.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <signal.h>

#include "handshake.h"
#include "admission.h"
#include "served_capsule.h"
#include "conn.h"
#include "tls_context.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* How long to wait for what should come at once. */
#define PROMPT_MS 10000

/* Deadlines that are waited for, and one that never is. */
#define SHORT_MS 60
#define LONG_MS 100000

static struct capsule capsule;
static struct scratch scratch;
static struct tls_certificate *certificate;
static struct admission admission;
static struct log quiet = {.fd = -1};
static struct conn_shared *conns;

static struct config_capsule capsules[] = {{.host = (char[]){"localhost"}}};
static struct config config = {
    .capsules = capsules,
    .capsule_count = COUNT(capsules),
    .gopher_width = 67,
    .gopher_ascii = true,
};

static void
count_closed(void *arg)
{
	++*(int *)arg;
}

static int closed;

static int
set_up(void **state)
{
	const char *names[] = {"localhost"};
	struct tls_host host = {.names = names, .name_count = 1};
	char chain[128], key[128];
	struct failure failure = {.text = ""};

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	capsule_make(&capsule);
	capsule_write(&capsule, "root/index.gmi", "# Home\n");
	capsule_serve(&capsule, &config);
	if (truncate(capsule_path(&capsule, "root/index.gmi"), 7) != 0 ||
	    scratch_make(&scratch) != 0)
		return -1;
	capsule_write(&capsule, "root/big.bin", "x");
	if (truncate(capsule_path(&capsule, "root/big.bin"), 8 << 20) != 0)
		return -1;
	write_pair(&scratch, "a", EVP_EC_gen("P-256"));
	snprintf(chain, sizeof chain, "%s/a.crt", scratch.dir);
	snprintf(key, sizeof key, "%s/a.key", scratch.dir);
	certificate = tls_certificate_load(chain, key, &failure);
	if (certificate == NULL)
		return -1;
	host.certificate = certificate;
	conns = calloc(1, sizeof *conns);
	conns->loop = loop_new();
	conns->log = &quiet;
	conns->config = &config;
	conns->tls = tls_context_new(&host, 1, &failure);
	conns->service = &capsule.service;
	conns->admission = &admission;
	conns->counts_fd = -1;
	conns->closed = count_closed;
	conns->arg = &closed;
	return conns->tls == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	conn_shared_free(conns);
	tls_context_free(conns->tls);
	loop_free(conns->loop);
	free(conns);
	tls_certificate_free(certificate);
	capsule_stop(&capsule);
	capsule_remove(&capsule);
	scratch_remove(&scratch);
	return 0;
}

/* Each test begins with patience, and ends with nothing open. */
static int
begin(void **state)
{
	(void)state;
	config.handshake_timeout_ms = config.request_timeout_ms = LONG_MS;
	config.progress_window_ms = config.close_timeout_ms = LONG_MS;
	conns->handshake_limit = 8;
	conn_shared_init(conns);
	closed = 0;
	return admission_open(&admission, conns->loop, &config, NULL, 0);
}

static int
end(void **state)
{
	(void)state;
	conn_close_all(conns);
	loop_timer_clear(&conns->room_timer);
	admission_close(&admission);
	return conns->count == 0 && conns->handshake_count == 0 ? 0 : -1;
}

/* A client, with what it has heard. */
struct client {
	int fd;
	SSL_CTX *ctx;
	SSL *ssl; /* NULL: plain */
	char heard[256];
	size_t len;
	size_t total;
	bool ended;
};

static void
come(struct client *client, enum config_protocol protocol, const char *bytes)
{
	struct conn_arrival arrival = {.protocol = protocol, .port = 1965};
	size_t len = strlen(bytes);
	int fds[2];

	memset(client, 0, sizeof *client);
	assert_int_equal(
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds), 0);
	client->fd = fds[0];
	arrival.fd = fds[1];
	assert_int_equal(write(client->fd, bytes, len), (ssize_t)len);
	conn_open(conns, &arrival);
}

static void
leave(struct client *client)
{
	SSL_free(client->ssl);
	SSL_CTX_free(client->ctx);
	close(client->fd);
}

static void
stop(void *arg, unsigned events)
{
	(void)events;
	loop_stop(arg);
}

static void
too_late(void *arg)
{
	bool *late = arg;

	*late = true;
	loop_stop(conns->loop);
}

/* Let the server work until the client has something to read. */
static void
wait_readable(struct client *client)
{
	struct loop_watch watch;
	struct loop_timer timer;
	bool late = false;

	loop_watch_init(&watch, conns->loop, client->fd, stop, conns->loop);
	loop_timer_init(&timer, conns->loop, too_late, &late);
	loop_watch_set(&watch, LOOP_READ);
	loop_timer_set(&timer, PROMPT_MS);
	loop_run(conns->loop);
	loop_watch_set(&watch, 0);
	loop_timer_clear(&timer);
	if (late)
		fail_msg("nothing came in time");
}

static void
stop_now(void *arg)
{
	loop_stop(arg);
}

/* Let the server do what it can do at once. */
static void
settle(void)
{
	struct loop_timer timer;

	loop_timer_init(&timer, conns->loop, stop_now, conns->loop);
	loop_timer_set(&timer, 5);
	loop_run(conns->loop);
}

/* Read, without or with TLS, until the server ends. */
static void
hear(struct client *client)
{
	static char bytes[65536];

	while (!client->ended) {
		int count = client->ssl == NULL
				? (int)read(client->fd, bytes, sizeof bytes)
				: SSL_read(client->ssl, bytes, sizeof bytes);
		size_t room = sizeof client->heard - 1 - client->len;
		size_t some = count > 0 ? (size_t)count : 0;

		memcpy(client->heard + client->len, bytes,
		    some < room ? some : room);
		client->len += some < room ? some : room;
		client->total += some;
		if (count > 0)
			continue;
		if (client->ssl == NULL ? count < 0 && errno == EAGAIN
					: SSL_get_error(client->ssl, count) ==
					      SSL_ERROR_WANT_READ)
			wait_readable(client);
		else
			client->ended = true;
	}
}

/* Shake hands with the server. */
static void
secure(struct client *client)
{
	client->ctx = client_context(TLS1_3_VERSION, NULL);
	client->ssl = SSL_new(client->ctx);
	SSL_set_fd(client->ssl, client->fd);
	while (SSL_connect(client->ssl) != 1) {
		assert_int_equal(
		    SSL_get_error(client->ssl, -1), SSL_ERROR_WANT_READ);
		wait_readable(client);
	}
}

/* A client's first bytes: a whole TLS hello. */
static size_t
make_hello(char *bytes, size_t size)
{
	SSL_CTX *ctx = client_context(TLS1_3_VERSION, NULL);
	SSL *ssl = SSL_new(ctx);
	BIO *out = BIO_new(BIO_s_mem());
	int count;

	SSL_set_bio(ssl, BIO_new(BIO_s_mem()), out);
	SSL_connect(ssl);
	count = BIO_read(out, bytes, (int)size);
	assert_true(count > 100);
	SSL_free(ssl);
	SSL_CTX_free(ctx);
	return (size_t)count;
}

static void
test_gopher(void **state)
{
	static const struct {
		const char *sent;
		bool ends; /* the client closes its side */
		const char *begins;
	} rows[] = {
	    {"\r\n", false, "0This page as plain text\t"},
	    {"\n", false, "0This page as plain text\t"},
	    {"/none\r\n", false, "3"},
	    {"/none", true, "3"}, /* the end came too soon */
	    {"/none\r\nand more", false, "3"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows) * 2; i++) {
		const char *sent = rows[i / 2].sent;
		size_t begins = strlen(rows[i / 2].begins);
		struct client client;

		/* at once, then byte by byte */
		come(&client, CONFIG_GOPHER, i % 2 == 0 ? sent : "");
		for (size_t at = 0; i % 2 == 1 && sent[at] != '\0'; at++) {
			if (write(client.fd, sent + at, 1) != 1)
				break; /* it has heard enough */
			settle();
		}
		if (rows[i / 2].ends)
			shutdown(client.fd, SHUT_WR);
		hear(&client);
		assert_memory_equal(client.heard, rows[i / 2].begins, begins);
		leave(&client);
		settle();
		assert_int_equal(conns->count, 0);
	}
	assert_int_equal(closed, COUNT(rows) * 2);
}

static void
test_gemini(void **state)
{
	static const struct {
		const char *sent;
		const char *heard;
	} rows[] = {
	    {"gemini://localhost/\r\n", "20 text/gemini; charset=utf-8\r\n"
					"# Home\n"},
	    {"gemini://localhost/none\r\n", "51 "},
	    {"gemini://other.example/\r\n", "53 "},
	    {"/\r\n", "59 "},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows) * 2; i++) {
		const char *sent = rows[i / 2].sent;
		size_t part = i % 2 == 0 ? strlen(sent) : 1;
		struct client client;

		come(&client, CONFIG_GEMINI, "");
		secure(&client);
		for (size_t at = 0; sent[at] != '\0'; at += part)
			assert_int_equal(
			    SSL_write(client.ssl, sent + at, (int)part), part);
		hear(&client);
		assert_memory_equal(
		    client.heard, rows[i / 2].heard, strlen(rows[i / 2].heard));
		/* the end is told */
		assert_int_equal(
		    SSL_get_shutdown(client.ssl) & SSL_RECEIVED_SHUTDOWN,
		    SSL_RECEIVED_SHUTDOWN);
		leave(&client);
		settle();
		assert_int_equal(conns->count, 0);
	}
}

/* No session is made before the hello is whole, and any pieces do. */
static void
test_hello_byte_by_byte(void **state)
{
	char hello[2048];
	size_t len = make_hello(hello, sizeof hello);
	struct client client;
	char record[5];

	(void)state;
	come(&client, CONFIG_GEMINI, "");
	for (size_t i = 0; i < len; i++) {
		assert_int_equal(conns->handshake_count, 0);
		assert_int_equal(write(client.fd, hello + i, 1), 1);
		settle();
	}
	assert_int_equal(conns->handshake_count, 1);
	assert_int_equal(read(client.fd, record, 5), 5);
	assert_int_equal(record[0], 0x16);
	leave(&client);
	settle();
	assert_int_equal(conns->count, 0);
}

static void
test_first_bytes_that_are_no_tls(void **state)
{
	static const struct {
		const char *sent;
		size_t heard; /* bytes: none, or an alert */
	} rows[] = {
	    {"GET / HTTP/1.1\r\n", 0},
	    {"gemini://localhost/\r\n", 0},
	    {"\x16GET / HTTP/1.1\r\n", 7},
	    {"\x16\x03\x01\xff\xff", 7},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct client client;

		come(&client, CONFIG_GEMINI, rows[i].sent);
		hear(&client);
		assert_true(client.total == 0 || rows[i].heard > 0);
		leave(&client);
		settle();
		assert_int_equal(conns->count, 0);
	}
}

/* Each deadline, for a client that does nothing more. */
static void
test_deadlines(void **state)
{
	const struct {
		enum config_protocol protocol;
		const char *sent;
		unsigned *deadline_ms;
		size_t heard;
	} rows[] = {
	    {CONFIG_GOPHER, "/half", &config.request_timeout_ms, 0},
	    {CONFIG_GOPHER, "", &config.request_timeout_ms, 0},
	    {CONFIG_GEMINI, "", &config.handshake_timeout_ms, 0},
	    {CONFIG_GEMINI, "\x16\x03", &config.handshake_timeout_ms, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint64_t begun_ms = loop_now_ms();
		struct client client;

		*rows[i].deadline_ms = SHORT_MS;
		come(&client, rows[i].protocol, rows[i].sent);
		hear(&client);
		assert_int_equal(client.total, rows[i].heard);
		assert_true(loop_now_ms() - begun_ms >= SHORT_MS - 20);
		assert_int_equal(conns->count, 0);
		*rows[i].deadline_ms = LONG_MS;
		leave(&client);
	}
}

static void
test_request_deadline_of_gemini(void **state)
{
	struct client client;

	(void)state;
	config.request_timeout_ms = SHORT_MS;
	config.close_timeout_ms = SHORT_MS;
	come(&client, CONFIG_GEMINI, "");
	secure(&client);
	assert_int_equal(SSL_write(client.ssl, "gemini://", 9), 9);
	hear(&client);
	assert_memory_equal(client.heard, "59 ", 3);
	/* it says nothing and stays: cut off all the same */
	while (conns->count > 0)
		settle();
	leave(&client);
}

/* It asks for much and takes nothing. */
static void
test_a_client_that_is_stuck(void **state)
{
	uint64_t begun_ms = loop_now_ms();
	struct client client;

	(void)state;
	config.progress_window_ms = SHORT_MS;
	come(&client, CONFIG_GOPHER, "/big.bin\r\n");
	while (conns->count > 0) {
		settle();
		assert_true(loop_now_ms() - begun_ms < PROMPT_MS);
	}
	hear(&client);
	assert_true(client.total < 8 << 20);
	leave(&client);
}

static void
test_a_large_file(void **state)
{
	struct client plain, secured;

	(void)state;
	come(&plain, CONFIG_GOPHER, "/big.bin\r\n");
	come(&secured, CONFIG_GEMINI, "");
	secure(&secured);
	assert_int_equal(
	    SSL_write(secured.ssl, "gemini://localhost/big.bin\r\n", 28), 28);
	hear(&plain);
	hear(&secured);
	assert_int_equal(plain.total, 8 << 20);
	assert_memory_equal(
	    secured.heard, "20 application/octet-stream\r\n", 29);
	assert_int_equal(secured.total, (8 << 20) + 29);
	leave(&plain);
	leave(&secured);
}

/* More hellos than room: in turn, and the slowest handshake makes way. */
static void
test_handshakes_wait_for_room(void **state)
{
	char hello[2048];
	size_t len = make_hello(hello, sizeof hello);
	uint64_t begun_ms = loop_now_ms();
	struct client stalled[2], waiting[3];

	(void)state;
	conns->handshake_limit = 2;
	for (size_t i = 0; i < COUNT(stalled); i++) {
		come(&stalled[i], CONFIG_GEMINI, "");
		assert_int_equal(
		    write(stalled[i].fd, hello, len), (ssize_t)len);
		settle();
	}
	assert_int_equal(conns->handshake_count, 2);
	/* new ones come all the time; that puts nothing off */
	for (size_t i = 0; i < COUNT(waiting); i++) {
		come(&waiting[i], CONFIG_GEMINI, "");
		assert_int_equal(
		    write(waiting[i].fd, hello, len), (ssize_t)len);
		settle();
		assert_int_equal(conns->handshake_count, 2);
	}
	wait_readable(&waiting[0]);
	assert_true(loop_now_ms() - begun_ms >= 900);
	assert_true(loop_now_ms() - begun_ms < PROMPT_MS / 2);
	assert_true(conns->handshake_count <= 2);
	/* one that ends makes room at once */
	begun_ms = loop_now_ms();
	leave(&waiting[0]);
	leave(&waiting[1]);
	wait_readable(&waiting[2]);
	leave(&waiting[2]);
	leave(&stalled[0]);
	leave(&stalled[1]);
	settle();
	settle();
	assert_int_equal(conns->count, 0);
}

static void
test_idle_connections(void **state)
{
	struct client silent, half, arriving;

	(void)state;
	come(&silent, CONFIG_GOPHER, "");
	come(&half, CONFIG_GOPHER, "/no");
	come(&arriving, CONFIG_GOPHER, "");
	assert_int_equal(write(arriving.fd, "\r\n", 2), 2);
	assert_int_equal(conns->count, 3);
	conn_close_idle(conns);
	assert_int_equal(conns->count, 2);
	hear(&silent);
	assert_int_equal(silent.total, 0);
	hear(&arriving);
	assert_memory_equal(arriving.heard, "0This", 5);
	assert_int_equal(write(half.fd, "ne\r\n", 4), 4);
	hear(&half);
	assert_int_equal(half.heard[0], '3');
	leave(&silent);
	leave(&half);
	leave(&arriving);
}

#define CONN(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    CONN(test_gopher),
	    CONN(test_gemini),
	    CONN(test_hello_byte_by_byte),
	    CONN(test_first_bytes_that_are_no_tls),
	    CONN(test_deadlines),
	    CONN(test_request_deadline_of_gemini),
	    CONN(test_a_client_that_is_stuck),
	    CONN(test_a_large_file),
	    CONN(test_handshakes_wait_for_room),
	    CONN(test_idle_connections),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
