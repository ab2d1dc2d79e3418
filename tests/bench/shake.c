/*
 * shake: what a handshake costs lozenged in memory, without a socket.
 *
 *   shake [-2o] -k key.pem -c certificate.pem
 *
 * A client shakes hands for a second with what stands in lib/tls, asks, and is
 * answered with a padded page; `bare shake` is the measure to divide by.  With
 * -o OpenSSL is used as it comes, without what tls_library_start adds to it.
 * Prints the processor microseconds of the server's part.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include "failure.h"
#include "tls.h"
#include "tls_certificate.h"
#include "tls_context.h"
#include "tls_library.h"

#define PAGE_BYTES 2048
#define PAD_BYTES 16384
#define BYTES_MAX 65536
#define SHAKE_SECONDS 1.0
#define ROUNDS_MAX 16

struct talk {
	SSL *client;
	BIO *to_client, *from_client;
	struct tls *tls;
	struct buffer out;
	bool shaken, asked;
	double spent_us;
};

static double
processor_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* The client's turn; true once it has the page and the end. */
static bool
client_turn(struct talk *talk)
{
	static const char request[] = "gemini://localhost/\r\n";
	static char bytes[BYTES_MAX];

	if (SSL_do_handshake(talk->client) == 1 && !talk->asked)
		talk->asked =
		    SSL_write(talk->client, request, sizeof request - 1) > 0;
	while (talk->asked && SSL_read(talk->client, bytes, sizeof bytes) > 0)
		;
	ERR_clear_error();
	return SSL_get_shutdown(talk->client) & SSL_RECEIVED_SHUTDOWN;
}

static void
answer(struct talk *talk)
{
	static const char page[PAGE_BYTES] = "20 text/gemini\r\n";
	char line[1026];
	size_t count;

	if (tls_read(talk->tls, line, sizeof line, &count) != TLS_DONE)
		return;
	tls_pad(talk->tls, PAD_BYTES);
	tls_write(talk->tls, (struct span){page, sizeof page});
	tls_close_notify(talk->tls);
}

static void
server_turn(struct talk *talk, struct tls_context *context)
{
	static char bytes[BYTES_MAX];
	int count = BIO_read(talk->from_client, bytes, sizeof bytes);
	double begun_us = processor_us();

	if (talk->tls == NULL)
		talk->tls = tls_open(context, &talk->out);
	tls_feed(
	    talk->tls, (struct span){bytes, count > 0 ? (size_t)count : 0});
	if (!talk->shaken)
		talk->shaken = tls_handshake(talk->tls) == TLS_DONE;
	if (talk->shaken)
		answer(talk);
	talk->spent_us += processor_us() - begun_us;
	BIO_write(talk->to_client, talk->out.ptr, (int)talk->out.len);
	buffer_clear(&talk->out);
}

/* What one handshake costs the server; negative if it fails. */
static double
shake_once(struct tls_context *context, SSL_CTX *client_tls)
{
	struct talk talk = {.client = SSL_new(client_tls),
	    .to_client = BIO_new(BIO_s_mem()),
	    .from_client = BIO_new(BIO_s_mem()),
	    .out = BUFFER_EMPTY};
	bool done = false;
	double begun_us;

	SSL_set_bio(talk.client, talk.to_client, talk.from_client);
	SSL_set_connect_state(talk.client);
	for (int round = 0; round < ROUNDS_MAX && !done; round++) {
		done = client_turn(&talk);
		if (!done)
			server_turn(&talk, context);
	}
	begun_us = processor_us();
	tls_free(talk.tls);
	talk.spent_us += processor_us() - begun_us;
	SSL_free(talk.client);
	buffer_free(&talk.out);
	return done ? talk.spent_us : -1;
}

static int
shake(struct tls_context *context, bool tls12)
{
	SSL_CTX *client_tls = SSL_CTX_new(TLS_client_method());
	double begun_us = processor_us(), spent_us = 0;
	unsigned count = 0;

	if (tls12)
		SSL_CTX_set_max_proto_version(client_tls, TLS1_2_VERSION);
	while (processor_us() - begun_us < SHAKE_SECONDS * 1e6) {
		double one_us = shake_once(context, client_tls);

		if (one_us < 0)
			return 1;
		spent_us += one_us;
		count++;
	}
	printf("%.1f\n", spent_us / count);
	SSL_CTX_free(client_tls);
	return 0;
}

int
main(int argc, char **argv)
{
	const char *names[] = {"localhost"}, *chain = NULL, *key = NULL;
	struct tls_host host = {.names = names, .name_count = 1};
	struct tls_certificate *certificate = NULL;
	bool tls12 = false, as_it_comes = false;
	struct failure failure = {.text = ""};
	struct tls_context *context = NULL;
	int letter, status = 1;

	while ((letter = getopt(argc, argv, "2c:k:o")) != -1) {
		tls12 |= letter == '2';
		as_it_comes |= letter == 'o';
		if (letter == 'c')
			chain = optarg;
		if (letter == 'k')
			key = optarg;
	}
	if (chain == NULL || key == NULL) {
		fprintf(stderr, "usage: shake [-2o] -k key -c certificate\n");
		return 2;
	}
	if (as_it_comes || tls_library_start() == 0)
		certificate = tls_certificate_load(chain, key, &failure);
	host.certificate = certificate;
	if (certificate != NULL)
		context = tls_context_new(&host, 1, &failure);
	if (context != NULL)
		status = shake(context, tls12);
	else
		fprintf(stderr, "shake: %s\n", failure.text);
	tls_context_free(context);
	tls_certificate_free(certificate);
	return status;
}
