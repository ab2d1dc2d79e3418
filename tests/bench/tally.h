/*
 * What became of many requests: how often, and how long they took.
 */
#ifndef BENCH_TALLY_H
#define BENCH_TALLY_H

#include <stdint.h>
#include <stdio.h>

enum outcome {
	OUTCOME_PENDING,   /* not known yet; never counted */
	OUTCOME_OK,        /* whole, as expected, ended in order */
	OUTCOME_REFUSED,   /* no connection: nobody listens */
	OUTCOME_UNREACHED, /* no connection for another reason */
	OUTCOME_TLS,       /* the handshake or a record failed */
	OUTCOME_RESET,
	OUTCOME_CUT,    /* ended before it was whole, or without close_notify */
	OUTCOME_STATUS, /* the reply begins otherwise than expected */
	OUTCOME_SIZE,   /* the reply has another size than expected */
	OUTCOME_TIMEOUT,
	OUTCOME_COUNT
};

/* Times are kept in classes this fine: 32 for each doubling. */
#define TALLY_CLASSES (32 * 32)

struct tally {
	unsigned long long count[OUTCOME_COUNT];
	unsigned long long bytes;
	unsigned long long times[TALLY_CLASSES]; /* of those that were ok */
	uint64_t shortest_us, longest_us;
};

/** tally_add(tally, outcome, us): count one; only an ok one's time counts. */
void tally_add(struct tally *tally, enum outcome outcome, uint64_t us);

/**
 * tally_percentile(tally, percent):
 * The time in microseconds within which that part of the ok ones was done, to
 * some 3 percent; 0 if there are none.
 */
uint64_t tally_percentile(const struct tally *tally, double percent);

/** tally_print(tally, seconds, to): one line a figure: name, tab, value. */
void tally_print(const struct tally *tally, double seconds, FILE *to);

#endif
