/*
 * One client: connects, asks and reads the answer to its end, without ever
 * blocking.  It trusts any certificate, for it measures and does not read.
 */
#ifndef BENCH_CLIENT_H
#define BENCH_CLIENT_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <openssl/ssl.h>

#include "tally.h"

/* What all clients of a run have in common. */
struct target {
	struct sockaddr_in address; /* on the loopback network, always */
	unsigned sources; /* clients come from 127.0.0.1 and so many in all */
	SSL_CTX *tls;     /* NULL: plain */
	const char *request;     /* "": ask nothing, only be connected */
	const char *expected;    /* how the answer must begin */
	unsigned long long size; /* of the answer in bytes; 0: any */
};

enum client_stage {
	CLIENT_FREE,
	CLIENT_CONNECTING,
	CLIENT_HANDSHAKING,
	CLIENT_ASKING,
	CLIENT_READING,
};

struct client {
	enum client_stage stage;
	int fd;
	SSL *ssl;
	uint64_t started_us;
	size_t asked;                /* bytes of the request */
	unsigned long long received; /* bytes of the answer */
	bool unexpected;             /* it began otherwise */
};

/** client_now_us(): a clock that only goes forward. */
uint64_t client_now_us(void);

/**
 * target_set(target, where, tls, tls12):
 * Aim at ${where}, "ADDRESS:PORT", with TLS or without; the rest is zero.
 * -1 if that is not on the loopback network.
 */
int target_set(struct target *target, const char *where, bool tls, bool tls12);

/**
 * client_start(client, target, epoll_fd, number):
 * Begin to connect, as client number ${number}; epoll will tell of ${client}
 * (edge-triggered).  OUTCOME_PENDING, or what went wrong at once.
 */
enum outcome client_start(struct client *client, const struct target *target,
    int epoll_fd, unsigned number);

/** client_step(client, target): go on as far as possible; what came of it. */
enum outcome client_step(struct client *client, const struct target *target);

/** client_stop(client): leave, whatever it was doing. */
void client_stop(struct client *client);

#endif
