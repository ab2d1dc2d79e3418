/*
 * Who may come in: what the limits for an address say, and whose word about a
 * client's address counts.
 */
#ifndef CONN_ADMISSION_H
#define CONN_ADMISSION_H

#include <stdbool.h>
#include <stddef.h>

#include "address.h"
#include "loop.h"
#include "quota.h"

struct cidr;
struct config;

/* Stays where it is while it is open. */
struct admission {
	struct quota *quota; /* borrowed; NULL: no address is limited */
	unsigned worker;
	bool counts_loopback;
	bool remembers; /* a rate is remembered after the connection's end */
	struct loop_timer sweep;
	struct cidr *proxies; /* owned */
	size_t proxy_count;
};

/**
 * admission_open(admission, loop, config, quota, worker):
 * Admit as ${config} says, by counting in ${quota} as ${worker}.  0, or -1
 * with errno.
 */
int admission_open(struct admission *admission, struct loop *loop,
    const struct config *config, struct quota *quota, unsigned worker);

/** admission_close(admission): the tickets are void. */
void admission_close(struct admission *admission);

/**
 * admission_ask(admission, address, ticket):
 * May a client from ${address} come in?  If so, or if it is to be told to slow
 * down, ${ticket} is for admission_end.  Always yes for this computer's own
 * addresses, unless the host wants them limited too.
 */
enum quota_verdict admission_ask(struct admission *admission,
    const struct address *address, struct quota_ticket *ticket);

/**
 * admission_number(admission, address):
 * A number for ${address}, the same in all workers, that says nothing of it
 * elsewhere; 0 for all if no address is limited.
 */
uint64_t admission_number(
    const struct admission *admission, const struct address *address);

/** admission_end(admission, ticket): the client has gone. */
void admission_end(struct admission *admission, struct quota_ticket ticket);

/**
 * admission_trusts(admission, address):
 * May ${address} tell us, in a PROXY header, where a client comes from?
 */
bool admission_trusts(
    const struct admission *admission, const struct address *address);

#endif
