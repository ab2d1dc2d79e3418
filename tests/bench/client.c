#include "client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <openssl/err.h>

#define LOOPBACK_NET 127

uint64_t
client_now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static SSL_CTX *
make_context(bool tls12)
{
	SSL_CTX *tls = SSL_CTX_new(TLS_client_method());

	if (tls == NULL)
		return NULL;
	SSL_CTX_set_min_proto_version(tls, TLS1_2_VERSION);
	if (tls12)
		SSL_CTX_set_max_proto_version(tls, TLS1_2_VERSION);
	SSL_CTX_set_session_cache_mode(tls, SSL_SESS_CACHE_OFF);
	return tls;
}

int
target_set(struct target *target, const char *where, bool tls, bool tls12)
{
	char host[INET_ADDRSTRLEN];
	const char *colon = strchr(where, ':');
	size_t len = colon == NULL ? sizeof host : (size_t)(colon - where);

	*target = (struct target){.sources = 1, .request = "", .expected = ""};
	if (len >= sizeof host)
		return -1;
	memcpy(host, where, len);
	host[len] = '\0';
	target->address.sin_family = AF_INET;
	target->address.sin_port =
	    htons((in_port_t)strtoul(colon + 1, NULL, 10));
	if (inet_pton(AF_INET, host, &target->address.sin_addr) != 1 ||
	    ntohl(target->address.sin_addr.s_addr) >> 24 != LOOPBACK_NET)
		return -1;
	if (tls)
		target->tls = make_context(tls12);
	return tls && target->tls == NULL ? -1 : 0;
}

/* Come from one of the addresses of the loopback network. */
static int
choose_source(int fd, const struct target *target, unsigned number)
{
	struct sockaddr_in from = {.sin_family = AF_INET};
	int on = 1;

	if (target->sources <= 1)
		return 0;
	from.sin_addr.s_addr =
	    htonl(INADDR_LOOPBACK + number % target->sources);
	setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
	return bind(fd, (struct sockaddr *)&from, sizeof from);
}

static enum outcome
outcome_of_errno(int error)
{
	switch (error) {
	case ECONNREFUSED:
		return OUTCOME_REFUSED;
	case ECONNRESET:
	case EPIPE:
		return OUTCOME_RESET;
	default:
		return OUTCOME_UNREACHED;
	}
}

enum outcome
client_start(struct client *client, const struct target *target, int epoll_fd,
    unsigned number)
{
	struct epoll_event event = {
	    .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET,
	    .data.ptr = client,
	};

	*client = (struct client){
	    .stage = CLIENT_CONNECTING, .started_us = client_now_us()};
	client->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (client->fd < 0)
		return OUTCOME_UNREACHED;
	if (choose_source(client->fd, target, number) != 0 ||
	    (connect(client->fd, (const struct sockaddr *)&target->address,
		 sizeof target->address) != 0 &&
		errno != EINPROGRESS))
		return outcome_of_errno(errno);
	if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, client->fd, &event) != 0)
		return OUTCOME_UNREACHED;
	return OUTCOME_PENDING;
}

void
client_stop(struct client *client)
{
	SSL_free(client->ssl);
	if (client->fd >= 0)
		close(client->fd);
	*client = (struct client){.fd = -1};
}

/* ---------- bytes in and out, plain or not ---------- */

/* Why TLS did not go on; the queue of errors is left empty. */
static enum outcome
outcome_of_tls(struct client *client, int result)
{
	int error = SSL_get_error(client->ssl, result);
	int cause = errno;
	unsigned long failure = ERR_peek_error();

	ERR_clear_error();
	switch (error) {
	case SSL_ERROR_WANT_READ:
	case SSL_ERROR_WANT_WRITE:
		return OUTCOME_PENDING;
	case SSL_ERROR_ZERO_RETURN:
		return OUTCOME_OK;
	case SSL_ERROR_SYSCALL:
		return outcome_of_errno(cause);
	default:
		return ERR_GET_REASON(failure) ==
			       SSL_R_UNEXPECTED_EOF_WHILE_READING
			   ? OUTCOME_CUT
			   : OUTCOME_TLS;
	}
}

/* Send some bytes: how many, or 0 with what came in the way. */
static size_t
give(struct client *client, const char *bytes, size_t len, enum outcome *why)
{
	ssize_t count;

	if (client->ssl != NULL) {
		count = SSL_write(client->ssl, bytes, (int)len);
		if (count <= 0)
			*why = outcome_of_tls(client, (int)count);
	} else {
		count = send(client->fd, bytes, len, MSG_NOSIGNAL);
		if (count < 0)
			*why = errno == EAGAIN ? OUTCOME_PENDING
					       : outcome_of_errno(errno);
	}
	return count > 0 ? (size_t)count : 0;
}

/* The same for reading; an orderly end is OUTCOME_OK. */
static size_t
take(struct client *client, char *bytes, size_t room, enum outcome *why)
{
	ssize_t count;

	if (client->ssl != NULL) {
		count = SSL_read(client->ssl, bytes, (int)room);
		if (count <= 0)
			*why = outcome_of_tls(client, (int)count);
	} else {
		count = recv(client->fd, bytes, room, 0);
		if (count == 0)
			*why = OUTCOME_OK;
		if (count < 0)
			*why = errno == EAGAIN ? OUTCOME_PENDING
					       : outcome_of_errno(errno);
	}
	return count > 0 ? (size_t)count : 0;
}

/* ---------- the stages ---------- */

static enum outcome
finish_connecting(struct client *client, const struct target *target)
{
	struct sockaddr_in peer;
	socklen_t len = sizeof peer;
	char name[] = "localhost";
	int error = 0;
	socklen_t error_len = sizeof error;

	getsockopt(client->fd, SOL_SOCKET, SO_ERROR, &error, &error_len);
	if (error != 0)
		return outcome_of_errno(error);
	if (getpeername(client->fd, (struct sockaddr *)&peer, &len) != 0)
		return OUTCOME_PENDING;
	client->stage = CLIENT_ASKING;
	if (target->tls == NULL)
		return OUTCOME_PENDING;
	client->stage = CLIENT_HANDSHAKING;
	client->ssl = SSL_new(target->tls);
	if (client->ssl == NULL || SSL_set_fd(client->ssl, client->fd) != 1)
		return OUTCOME_TLS;
	SSL_set_tlsext_host_name(client->ssl, name);
	SSL_set_connect_state(client->ssl);
	return OUTCOME_PENDING;
}

static enum outcome
shake_hands(struct client *client)
{
	int result = SSL_do_handshake(client->ssl);

	if (result == 1) {
		client->stage = CLIENT_ASKING;
		return OUTCOME_PENDING;
	}
	return outcome_of_tls(client, result);
}

static enum outcome
ask(struct client *client, const struct target *target)
{
	size_t len = strlen(target->request);
	enum outcome why = OUTCOME_PENDING;

	while (client->asked < len) {
		size_t count = give(client, target->request + client->asked,
		    len - client->asked, &why);

		if (count == 0)
			return why;
		client->asked += count;
	}
	client->stage = CLIENT_READING;
	return OUTCOME_PENDING;
}

/* Is what has come the beginning, or all, of what was expected? */
static void
compare(struct client *client, const struct target *target, const char *bytes,
    size_t count)
{
	size_t len = strlen(target->expected);

	for (size_t i = 0; i < count && client->received + i < len; i++) {
		if (target->expected[client->received + i] != bytes[i])
			client->unexpected = true;
	}
}

/* The answer has ended in order: was it what was expected? */
static enum outcome
judge(const struct client *client, const struct target *target)
{
	if (client->received == 0)
		return OUTCOME_CUT;
	if (client->unexpected || client->received < strlen(target->expected))
		return OUTCOME_STATUS;
	if (target->size != 0 && client->received != target->size)
		return OUTCOME_SIZE;
	return OUTCOME_OK;
}

static enum outcome
read_answer(struct client *client, const struct target *target)
{
	char bytes[65536];
	enum outcome why = OUTCOME_PENDING;
	size_t count;

	while ((count = take(client, bytes, sizeof bytes, &why)) > 0) {
		compare(client, target, bytes, count);
		client->received += count;
	}
	return why == OUTCOME_OK ? judge(client, target) : why;
}

enum outcome
client_step(struct client *client, const struct target *target)
{
	enum outcome outcome = OUTCOME_PENDING;
	enum client_stage stage;

	do {
		stage = client->stage;
		switch (stage) {
		case CLIENT_FREE:
			break;
		case CLIENT_CONNECTING:
			outcome = finish_connecting(client, target);
			break;
		case CLIENT_HANDSHAKING:
			outcome = shake_hands(client);
			break;
		case CLIENT_ASKING:
			outcome = ask(client, target);
			break;
		case CLIENT_READING:
			outcome = read_answer(client, target);
			break;
		}
	} while (outcome == OUTCOME_PENDING && client->stage != stage);
	return outcome;
}
