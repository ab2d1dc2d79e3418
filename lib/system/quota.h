/*
 * How much one address may take: connections at a time, requests a minute.
 *
 * All workers share the table, but each writes only the part that is its own,
 * and adds up what stands in the others': nobody ever waits for a lock, and
 * whenever a worker is killed, its part is simply emptied.
 *
 * An address is an IPv4 address or an IPv6 /64.  It is known by a keyed hash
 * only, the key is drawn anew for every table, and the hash stands there only
 * while the address has connections or its rate has not recovered.
 *
 * The table is bounded.  Where it is full an address is let in without being
 * counted: who commands that many addresses needs no more connections from any
 * of them, and must not shut out others.
 */
#ifndef SYSTEM_QUOTA_H
#define SYSTEM_QUOTA_H

#include <stddef.h>
#include <stdint.h>

#include "address.h"

struct quota;

struct quota_plan {
	unsigned workers;
	size_t connections;   /* that one worker has at most */
	unsigned per_address; /* connections at a time; 0: no limit */
	unsigned rate;        /* requests a minute; 0: no limit */
};

enum quota_verdict {
	QUOTA_ADMIT,
	QUOTA_SLOW_DOWN, /* counted, but to be told that it was too many */
	QUOTA_REFUSE,    /* not counted; to be closed at once */
};

/* What a connection that was let in holds until quota_release. */
struct quota_ticket {
	unsigned place;  /* where it is counted; 0: nowhere */
	unsigned wait_s; /* with SLOW_DOWN: when to come again; else 0 */
};

/**
 * quota_new(plan):
 * An empty table in memory that processes forked from now on share.  NULL with
 * errno without memory or random numbers.
 */
struct quota *quota_new(const struct quota_plan *plan);

/** quota_free(quota): release this process's hold on it. */
void quota_free(struct quota *quota);

/**
 * quota_admit(quota, worker, address, now_ms, ticket):
 * A client from ${address} has connected to ${worker} (0 to plan->workers - 1;
 * only one process at a time may say so), which counts as one request.
 *
 * REFUSE: it has as many connections as it may, or is more than a minute's
 * requests over its rate.  A rate that was not used up is saved for a minute;
 * requests that were told to slow down count too.  ${now_ms} is monotonic.
 */
enum quota_verdict quota_admit(struct quota *quota, unsigned worker,
    const struct address *address, uint64_t now_ms,
    struct quota_ticket *ticket);

/**
 * quota_release(quota, ticket, now_ms):
 * The connection with this ticket, from ADMIT or SLOW_DOWN, is gone.
 */
void quota_release(
    struct quota *quota, struct quota_ticket ticket, uint64_t now_ms);

/**
 * quota_number(quota, address):
 * The number by which the table knows ${address}: a hash with its key.
 */
uint64_t quota_number(const struct quota *quota, const struct address *address);

/**
 * quota_sweep(quota, worker, now_ms):
 * Forget the addresses of ${worker} whose rate has recovered.  Returns how
 * many it still knows.
 */
size_t quota_sweep(struct quota *quota, unsigned worker, uint64_t now_ms);

/** quota_clear(quota, worker): ${worker} is dead; so is what it counted. */
void quota_clear(struct quota *quota, unsigned worker);

#endif
