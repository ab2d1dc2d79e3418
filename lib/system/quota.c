#include "quota.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>

#include "siphash.h"

/* A hash has one home: this many entries side by side, found with one look. */
#define HOME_ENTRIES 8

/* Entries of one worker. */
#define ENTRIES_MIN 256
#define ENTRIES_MAX 65536

#define MINUTE_US UINT64_C(60000000)

/* Bytes of an IPv6 address that tell one reader from another: a /64. */
#define V6_PREFIX_BYTES 8

/*
 * One address at one worker, which alone writes it.  The others may read it
 * while it changes hands and take one address's number for another's: for one
 * moment, and at most by what one worker has.
 */
struct entry {
	_Atomic uint64_t hash;         /* 0: free */
	_Atomic uint64_t recovered_us; /* when its rate is as if unused */
	_Atomic uint32_t connections;
};

/* Private to each process; only the entries are shared. */
struct quota {
	struct siphash_key key;
	unsigned workers;
	unsigned per_address;
	uint64_t interval_us; /* between requests at the full rate; 0: none */
	size_t homes;         /* of one worker; a power of two */
	size_t mapped_bytes;
	struct entry *entries;
};

/* ---------- the table ---------- */

static size_t
choose_homes(size_t connections)
{
	size_t entries = ENTRIES_MIN;

	while (entries < 2 * connections && entries < ENTRIES_MAX)
		entries *= 2;
	return entries / HOME_ENTRIES;
}

struct quota *
quota_new(const struct quota_plan *plan)
{
	struct quota *quota = calloc(1, sizeof *quota);

	if (quota == NULL)
		return NULL;
	quota->workers = plan->workers;
	quota->per_address = plan->per_address;
	if (plan->rate != 0)
		quota->interval_us = MINUTE_US / plan->rate;
	quota->homes = choose_homes(plan->connections);
	quota->mapped_bytes = plan->workers * quota->homes * HOME_ENTRIES *
			      sizeof *quota->entries;
	if (getrandom(&quota->key, sizeof quota->key, 0) !=
	    (ssize_t)sizeof quota->key)
		goto free_limits;
	quota->entries = mmap(NULL, quota->mapped_bytes, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (quota->entries == MAP_FAILED)
		goto free_limits;
	return quota;

free_limits:
	free(quota);
	return NULL;
}

void
quota_free(struct quota *quota)
{
	if (quota == NULL)
		return;
	munmap(quota->entries, quota->mapped_bytes);
	explicit_bzero(&quota->key, sizeof quota->key);
	free(quota);
}

uint64_t
quota_number(const struct quota *quota, const struct address *address)
{
	size_t len =
	    address_is_v4(address) ? sizeof address->bytes : V6_PREFIX_BYTES;
	uint64_t hash = siphash(
	    &quota->key, (struct span){(const char *)address->bytes, len});

	return hash == 0 ? 1 : hash;
}

/* Where ${worker} keeps a hash, if it does. */
static struct entry *
home_of(const struct quota *quota, unsigned worker, uint64_t hash)
{
	size_t home =
	    worker * quota->homes + ((size_t)hash & (quota->homes - 1));

	return &quota->entries[home * HOME_ENTRIES];
}

static struct entry *
find(const struct quota *quota, unsigned worker, uint64_t hash)
{
	struct entry *home = home_of(quota, worker, hash);

	for (size_t i = 0; i < HOME_ENTRIES; i++) {
		if (home[i].hash == hash)
			return &home[i];
	}
	return NULL;
}

static void
vacate(struct entry *entry)
{
	entry->hash = 0;
	entry->recovered_us = 0;
	entry->connections = 0;
}

/*
 * A place for a new address: a free one, else that of the address without
 * connections whose rate recovers first; NULL if all have connections.
 */
static struct entry *
make_place(struct entry *home)
{
	struct entry *place = NULL;

	for (size_t i = 0; i < HOME_ENTRIES; i++) {
		struct entry *entry = &home[i];

		if (entry->hash == 0)
			return entry;
		if (entry->connections == 0 &&
		    (place == NULL ||
			entry->recovered_us < place->recovered_us))
			place = entry;
	}
	return place;
}

static struct entry *
find_or_add(struct quota *quota, unsigned worker, uint64_t hash)
{
	struct entry *entry = find(quota, worker, hash);

	if (entry != NULL)
		return entry;
	entry = make_place(home_of(quota, worker, hash));
	if (entry != NULL) {
		vacate(entry);
		entry->hash = hash;
	}
	return entry;
}

/* Is there nothing left to know of this address? */
static bool
is_settled(const struct entry *entry, uint64_t now_ms)
{
	return entry->connections == 0 && entry->recovered_us <= now_ms * 1000;
}

/* ---------- the rules ---------- */

/* What all workers know of an address. */
struct total {
	unsigned long long connections;
	uint64_t recovered_us; /* the latest: whoever wrote it knew the rest */
};

static struct total
add_up(const struct quota *quota, uint64_t hash)
{
	struct total total = {0, 0};

	for (unsigned i = 0; i < quota->workers; i++) {
		const struct entry *entry = find(quota, i, hash);

		if (entry == NULL)
			continue;
		total.connections += entry->connections;
		if (entry->recovered_us > total.recovered_us)
			total.recovered_us = entry->recovered_us;
	}
	return total;
}

/*
 * One more request from an address whose rate recovers at ${recovered_us}:
 * each takes one interval to recover from, and a minute's worth is free.
 */
static enum quota_verdict
take_rate(const struct quota *quota, uint64_t recovered_us, uint64_t now_us,
    struct entry *own, unsigned *wait_s)
{
	uint64_t debt_us = recovered_us > now_us ? recovered_us - now_us : 0;

	debt_us += quota->interval_us;
	if (debt_us > 2 * MINUTE_US)
		return QUOTA_REFUSE;
	own->recovered_us = now_us + debt_us;
	if (debt_us <= MINUTE_US)
		return QUOTA_ADMIT;
	/* The next one is due once its own interval is free again. */
	debt_us += quota->interval_us - MINUTE_US;
	*wait_s = (unsigned)((debt_us + 999999) / 1000000);
	return QUOTA_SLOW_DOWN;
}

enum quota_verdict
quota_admit(struct quota *quota, unsigned worker, const struct address *address,
    uint64_t now_ms, struct quota_ticket *ticket)
{
	uint64_t hash = quota_number(quota, address);
	struct entry *own = find_or_add(quota, worker, hash);
	enum quota_verdict verdict = QUOTA_ADMIT;
	struct total total;

	*ticket = (struct quota_ticket){0, 0};
	if (own == NULL)
		return QUOTA_ADMIT;
	/* First counted, then added up: two workers that do so at once may
	 * both say no, but never both let the last one in. */
	own->connections++;
	total = add_up(quota, hash);
	if (quota->per_address != 0 && total.connections > quota->per_address)
		verdict = QUOTA_REFUSE;
	else if (quota->interval_us != 0)
		verdict = take_rate(quota, total.recovered_us, now_ms * 1000,
		    own, &ticket->wait_s);
	ticket->place = (unsigned)(own - quota->entries) + 1;
	if (verdict == QUOTA_REFUSE) {
		quota_release(quota, *ticket, now_ms);
		ticket->place = 0;
	}
	return verdict;
}

void
quota_release(struct quota *quota, struct quota_ticket ticket, uint64_t now_ms)
{
	struct entry *entry;

	if (ticket.place == 0)
		return;
	entry = &quota->entries[ticket.place - 1];
	entry->connections--;
	if (is_settled(entry, now_ms))
		vacate(entry);
}

/* ---------- the whole of one worker ---------- */

size_t
quota_sweep(struct quota *quota, unsigned worker, uint64_t now_ms)
{
	struct entry *entry = home_of(quota, worker, 0);
	size_t known = 0;

	for (size_t i = 0; i < quota->homes * HOME_ENTRIES; i++, entry++) {
		if (entry->hash == 0)
			continue;
		if (is_settled(entry, now_ms))
			vacate(entry);
		else
			known++;
	}
	return known;
}

void
quota_clear(struct quota *quota, unsigned worker)
{
	struct entry *entry = home_of(quota, worker, 0);

	/* Reading first: pages that were never used stay unused. */
	for (size_t i = 0; i < quota->homes * HOME_ENTRIES; i++, entry++) {
		if (entry->hash != 0 || entry->connections != 0 ||
		    entry->recovered_us != 0)
			vacate(entry);
	}
}
