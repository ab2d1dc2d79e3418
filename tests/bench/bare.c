/*
 * bare: what the least that any server must do costs on this machine.
 *
 *   bare serve [-k key.pem -c certificate.pem] [-f file]
 *   bare shake [-2] -k key.pem -c certificate.pem
 *
 * serve accepts, reads one line, answers with a page of 2 KiB or with the file,
 * and closes, in TLS if there is a key.  It prints the port it has on the
 * loopback network and ends when its standard input does.  shake has a client
 * and a server shake hands in memory for a second and prints the processor
 * microseconds of the server's part, page included.  Neither checks anything.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/ssl.h>

#define PAGE_BYTES 2048
#define LINE_BYTES 1026
#define RECORD_BYTES 16384
#define SENDFILE_BYTES (1 << 20)
#define EVENTS_MAX 256
#define SHAKE_SECONDS 1.0
#define SHAKE_ROUNDS_MAX 16

struct bare {
	SSL_CTX *tls; /* NULL: plain */
	int file;     /* -1: the page */
	off_t size;
	char page[PAGE_BYTES];
	int epoll_fd, listening_fd;
};

struct session {
	int fd;
	SSL *ssl;
	bool asked;
	off_t sent;
};

static SSL_CTX *
server_context(const char *certificate, const char *key)
{
	SSL_CTX *tls = SSL_CTX_new(TLS_server_method());

	if (tls == NULL || certificate == NULL || key == NULL ||
	    SSL_CTX_use_certificate_chain_file(tls, certificate) != 1 ||
	    SSL_CTX_use_PrivateKey_file(tls, key, SSL_FILETYPE_PEM) != 1) {
		ERR_print_errors_fp(stderr);
		return NULL;
	}
	SSL_CTX_set_min_proto_version(tls, TLS1_2_VERSION);
	SSL_CTX_set_session_cache_mode(tls, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_num_tickets(tls, 1);
	SSL_CTX_set_mode(tls, SSL_MODE_ENABLE_PARTIAL_WRITE |
				  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
	return tls;
}

/* ---------- serving ---------- */

/* Can TLS go on later? */
static bool
waits(const struct session *session, int result)
{
	int error = SSL_get_error(session->ssl, result);

	ERR_clear_error();
	return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
}

/* Each step returns 1 when it is done, 0 to wait, -1 if all is over. */
static int
step_result(const struct session *session, ssize_t count)
{
	if (count > 0)
		return 1;
	if (session->ssl != NULL)
		return waits(session, (int)count) ? 0 : -1;
	return count < 0 && errno == EAGAIN ? 0 : -1;
}

static int
read_line(struct session *session)
{
	char line[LINE_BYTES];
	int result;

	result = step_result(session,
	    session->ssl != NULL ? SSL_read(session->ssl, line, sizeof line)
				 : read(session->fd, line, sizeof line));
	session->asked = result == 1;
	return result;
}

static int
send_page(const struct bare *bare, struct session *session)
{
	return step_result(
	    session, session->ssl != NULL
			 ? SSL_write(session->ssl, bare->page, PAGE_BYTES)
			 : write(session->fd, bare->page, PAGE_BYTES));
}

/* Send a part of the file. */
static int
send_part(const struct bare *bare, struct session *session)
{
	char record[RECORD_BYTES];
	ssize_t count;
	int result;

	if (session->ssl == NULL)
		return step_result(
		    session, sendfile(session->fd, bare->file, &session->sent,
				 SENDFILE_BYTES));
	count = pread(bare->file, record, sizeof record, session->sent);
	if (count <= 0)
		return -1;
	count = SSL_write(session->ssl, record, (int)count);
	result = step_result(session, count);
	if (result == 1)
		session->sent += count;
	return result;
}

static int
answer(const struct bare *bare, struct session *session)
{
	int result = 1;

	if (bare->file < 0)
		return send_page(bare, session);
	while (result == 1 && session->sent < bare->size)
		result = send_part(bare, session);
	return result;
}

static void
serve_session(const struct bare *bare, struct session *session)
{
	int result = session->asked ? 1 : read_line(session);

	if (result == 1)
		result = answer(bare, session);
	if (result == 0)
		return;
	if (result == 1 && session->ssl != NULL)
		SSL_shutdown(session->ssl);
	SSL_free(session->ssl);
	close(session->fd);
	free(session);
}

static void
accept_sessions(const struct bare *bare)
{
	int fd;

	while ((fd = accept4(bare->listening_fd, NULL, NULL, SOCK_NONBLOCK)) >=
	       0) {
		struct session *session = calloc(1, sizeof *session);
		struct epoll_event event = {
		    .events = EPOLLIN | EPOLLOUT | EPOLLET,
		    .data.ptr = session,
		};

		if (session == NULL)
			abort();
		session->fd = fd;
		if (bare->tls != NULL) {
			session->ssl = SSL_new(bare->tls);
			SSL_set_fd(session->ssl, fd);
			SSL_set_accept_state(session->ssl);
		}
		epoll_ctl(bare->epoll_fd, EPOLL_CTL_ADD, fd, &event);
	}
}

static int
open_sockets(struct bare *bare)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t len = sizeof address;
	struct epoll_event listening = {.events = EPOLLIN};
	struct epoll_event input = {.events = EPOLLIN, .data.ptr = bare};

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	bare->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	bare->listening_fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (bind(bare->listening_fd, (struct sockaddr *)&address,
		sizeof address) != 0 ||
	    listen(bare->listening_fd, SOMAXCONN) != 0 ||
	    getsockname(
		bare->listening_fd, (struct sockaddr *)&address, &len) != 0)
		return -1;
	printf("%u\n", ntohs(address.sin_port));
	fflush(stdout);
	if (epoll_ctl(bare->epoll_fd, EPOLL_CTL_ADD, STDIN_FILENO, &input) != 0)
		return -1;
	return epoll_ctl(
	    bare->epoll_fd, EPOLL_CTL_ADD, bare->listening_fd, &listening);
}

static int
serve(struct bare *bare)
{
	struct epoll_event events[EVENTS_MAX];

	if (open_sockets(bare) != 0) {
		perror("bare");
		return 1;
	}
	for (;;) {
		int count = epoll_wait(bare->epoll_fd, events, EVENTS_MAX, -1);

		for (int i = 0; i < count; i++) {
			if (events[i].data.ptr == bare)
				return 0;
			if (events[i].data.ptr == NULL)
				accept_sessions(bare);
			else
				serve_session(bare, events[i].data.ptr);
		}
	}
}

/* ---------- shaking hands in memory ---------- */

static double
processor_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* The client's turn; true once it has the page and the end. */
static bool
client_turn(SSL *client)
{
	static const char request[] = "gemini://localhost/\r\n";
	char bytes[RECORD_BYTES];
	bool was_finished = SSL_is_init_finished(client);

	if (SSL_do_handshake(client) != 1) {
		ERR_clear_error();
		return false;
	}
	if (!was_finished)
		SSL_write(client, request, sizeof request - 1);
	while (SSL_read(client, bytes, sizeof bytes) > 0)
		;
	ERR_clear_error();
	return SSL_get_shutdown(client) & SSL_RECEIVED_SHUTDOWN;
}

static void
server_turn(SSL *server, const char *page)
{
	char line[LINE_BYTES];

	if (SSL_read(server, line, sizeof line) > 0) {
		SSL_write(server, page, PAGE_BYTES);
		SSL_shutdown(server);
	}
	ERR_clear_error();
}

/* What one handshake costs the server; negative if it fails. */
static double
shake_once(const struct bare *bare, SSL_CTX *client_tls)
{
	BIO *server_end, *client_end;
	SSL *client = SSL_new(client_tls), *server;
	double begun_us, spent_us;
	bool done = false;

	BIO_new_bio_pair(&server_end, 32768, &client_end, 32768);
	SSL_set_bio(client, client_end, client_end);
	SSL_set_connect_state(client);
	begun_us = processor_us();
	server = SSL_new(bare->tls);
	SSL_set_bio(server, server_end, server_end);
	SSL_set_accept_state(server);
	spent_us = processor_us() - begun_us;
	for (int round = 0; round < SHAKE_ROUNDS_MAX && !done; round++) {
		done = client_turn(client);
		begun_us = processor_us();
		if (!done)
			server_turn(server, bare->page);
		spent_us += processor_us() - begun_us;
	}
	begun_us = processor_us();
	SSL_free(server);
	spent_us += processor_us() - begun_us;
	SSL_free(client);
	return done ? spent_us : -1;
}

static int
shake(const struct bare *bare, bool tls12)
{
	SSL_CTX *client_tls = SSL_CTX_new(TLS_client_method());
	double begun_us = processor_us(), spent_us = 0;
	unsigned count = 0;

	if (tls12)
		SSL_CTX_set_max_proto_version(client_tls, TLS1_2_VERSION);
	while (processor_us() - begun_us < SHAKE_SECONDS * 1e6) {
		double one_us = shake_once(bare, client_tls);

		if (one_us < 0)
			return 1;
		spent_us += one_us;
		count++;
	}
	printf("%.1f\n", spent_us / count);
	SSL_CTX_free(client_tls);
	return 0;
}

static int
usage(void)
{
	fprintf(stderr, "usage: bare serve [-k key -c certificate] [-f file]\n"
			"       bare shake [-2] -k key -c certificate\n");
	return 2;
}

int
main(int argc, char **argv)
{
	struct bare bare = {.file = -1};
	const char *certificate = NULL, *key = NULL;
	bool tls12 = false;
	struct stat status;
	int letter;

	memset(bare.page, 'x', sizeof bare.page);
	memcpy(bare.page, "20 text/gemini\r\n", 16);
	signal(SIGPIPE, SIG_IGN);
	if (argc < 2)
		return usage();
	optind = 2;
	while ((letter = getopt(argc, argv, "2c:f:k:")) != -1) {
		switch (letter) {
		case '2':
			tls12 = true;
			break;
		case 'c':
			certificate = optarg;
			break;
		case 'f':
			bare.file = open(optarg, O_RDONLY | O_CLOEXEC);
			if (bare.file < 0 || fstat(bare.file, &status) != 0) {
				perror(optarg);
				return 1;
			}
			bare.size = status.st_size;
			break;
		case 'k':
			key = optarg;
			break;
		default:
			return usage();
		}
	}
	if (key != NULL) {
		bare.tls = server_context(certificate, key);
		if (bare.tls == NULL)
			return 1;
	}
	if (strcmp(argv[1], "serve") == 0)
		return serve(&bare);
	if (strcmp(argv[1], "shake") == 0 && bare.tls != NULL)
		return shake(&bare, tls12);
	return usage();
}
