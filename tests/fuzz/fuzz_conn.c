/*
 * Fuzz: a connection fed bytes in any pieces, with and without TLS.
 *
 * The first byte says how the client comes, the second how it cuts what it
 * sends. Pieces make no difference to the answer, and nothing is left open.
 */
#include <assert.h>
#include <signal.h>
#include <stdint.h>
#include <sys/socket.h>

#include "admission.h"
#include "conn.h"
#include "handshake.h"
#include "served_capsule.h"
#include "tls_context.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* How a client comes; the input chooses. */
enum way {
	PLAIN_GOPHER,
	GOPHER_BEHIND_PROXY,
	PLAIN_GEMINI,
	SECURE_GEMINI,
	WAYS
};

#define LONG_MS 100000
#define ANSWER_BYTES 65536
#define ROUNDS_MAX 4000

static struct capsule capsule;
static struct admission admission;
static struct log quiet = {.fd = -1};
static struct conn_shared shared;
static SSL_CTX *client_ctx;
static struct tls_certificate *certificate;

static struct config_capsule capsules[] = {{.host = (char[]){"localhost"}}};
static struct config config = {
    .capsules = capsules,
    .capsule_count = 1,
    .gopher_width = 67,
    .gopher_ascii = true,
    .handshake_timeout_ms = LONG_MS,
    .request_timeout_ms = LONG_MS,
    .progress_window_ms = LONG_MS,
    .close_timeout_ms = LONG_MS,
};

static void
count_closed(void *arg)
{
	(void)arg;
}

static void
clean(void)
{
	capsule_stop(&capsule);
	capsule_remove(&capsule);
}

static struct tls_context *
make_tls(void)
{
	const char *names[] = {"localhost"};
	struct tls_host host = {.names = names, .name_count = 1};
	struct failure failure = {.text = ""};
	struct scratch scratch;
	char chain[PATH_MAX], key[PATH_MAX];

	if (scratch_make(&scratch) != 0)
		abort();
	write_pair(&scratch, "a", EVP_EC_gen("P-256"));
	snprintf(chain, sizeof chain, "%s/a.crt", scratch.dir);
	snprintf(key, sizeof key, "%s/a.key", scratch.dir);
	certificate = tls_certificate_load(chain, key, &failure);
	host.certificate = certificate;
	scratch_remove(&scratch);
	return tls_context_new(&host, 1, &failure);
}

static void
begin(void)
{
	signal(SIGPIPE, SIG_IGN);
	capsule_make(&capsule);
	capsule_fill(&capsule);
	capsule_serve(&capsule, &config);
	shared = (struct conn_shared){
	    .loop = loop_new(),
	    .log = &quiet,
	    .config = &config,
	    .tls = make_tls(),
	    .service = &capsule.service,
	    .admission = &admission,
	    .handshake_limit = 8,
	    .counts_fd = -1,
	    .closed = count_closed,
	};
	conn_shared_init(&shared);
	client_ctx = client_context(TLS1_3_VERSION, NULL);
	if (shared.loop == NULL || shared.tls == NULL || atexit(clean) != 0 ||
	    admission_open(&admission, shared.loop, &config, NULL, 0) != 0)
		abort();
}

static void
stop_now(void *arg)
{
	loop_stop(arg);
}

/* Let the server do what it can do at once. */
static void
serve(void)
{
	struct loop_timer timer;

	loop_timer_init(&timer, shared.loop, stop_now, shared.loop);
	loop_timer_set(&timer, 0);
	loop_run(shared.loop);
}

static SSL *
secure(int fd)
{
	SSL *ssl = SSL_new(client_ctx);

	SSL_set_fd(ssl, fd);
	for (int i = 0; i < ROUNDS_MAX && SSL_connect(ssl) != 1; i++)
		serve();
	assert(SSL_is_init_finished(ssl));
	return ssl;
}

/* Read until the server has ended; how much it was. */
static size_t
hear(int fd, SSL *ssl, char *answer)
{
	size_t len = 0;

	for (int i = 0; i < ROUNDS_MAX && len < ANSWER_BYTES; i++) {
		int room = (int)(ANSWER_BYTES - len);
		int count = ssl == NULL
				? (int)read(fd, answer + len, (size_t)room)
				: SSL_read(ssl, answer + len, room);

		len += count > 0 ? (size_t)count : 0;
		if (count <= 0 && shared.count == 0)
			break;
		serve();
	}
	return len;
}

/* Say ${bytes} in pieces of ${step}, and hear the answer. */
static size_t
visit(enum way way, struct span bytes, size_t step, char *answer)
{
	struct conn_arrival arrival = {
	    .protocol = way >= PLAIN_GEMINI ? CONFIG_GEMINI : CONFIG_GOPHER,
	    .port = 1965,
	    .proxy = way == GOPHER_BEHIND_PROXY,
	};
	int fds[2];
	SSL *ssl;
	size_t len;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds) != 0)
		abort();
	arrival.fd = fds[1];
	conn_open(&shared, &arrival);
	ssl = way == SECURE_GEMINI ? secure(fds[0]) : NULL;
	for (size_t at = 0; at < bytes.len; at += step) {
		size_t left = bytes.len - at, some = left < step ? left : step;

		if (ssl != NULL)
			SSL_write(ssl, bytes.ptr + at, (int)some);
		else if (write(fds[0], bytes.ptr + at, some) < 0)
			break; /* it has heard enough */
		serve();
	}
	if (ssl != NULL)
		SSL_shutdown(ssl);
	shutdown(fds[0], SHUT_WR);
	len = hear(fds[0], ssl, answer);
	SSL_free(ssl);
	close(fds[0]);
	serve();
	assert(shared.count == 0 && shared.handshake_count == 0);
	return len;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char whole[ANSWER_BYTES], parts[ANSWER_BYTES];
	struct span bytes =
	    span_skip((struct span){(const char *)data, size}, 2);
	enum way way;

	if (size < 2)
		return 0;
	if (shared.loop == NULL)
		begin();
	way = data[0] % WAYS;
	size_t once = visit(way, bytes, SIZE_MAX / 2, whole);
	size_t again = visit(way, bytes, data[1] % 31 + 1u, parts);

	/* A ServerHello, and what follows it, is new each time. */
	if (way != PLAIN_GEMINI && (once == 0 || whole[0] != 0x16)) {
		assert(once == again);
		assert(memcmp(whole, parts, once) == 0);
	}
	return 0;
}
