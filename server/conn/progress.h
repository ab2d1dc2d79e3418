/*
 * Is a client still taking what it asked for?
 *
 * It must take 1 KiB a second, averaged over a window: it starts with a
 * window's worth of credit, spends it as time passes, and earns it back with
 * every byte it confirms.
 */
#ifndef CONN_PROGRESS_H
#define CONN_PROGRESS_H

#include <stdint.h>

/* The slowest client that is served, in bytes a second. */
#define PROGRESS_RATE 1024

struct progress {
	uint64_t window_ms;
	uint64_t credit_ms; /* time left without progress */
	uint64_t looked_ms; /* when this was last brought up to date */
	unsigned long long confirmed; /* bytes, at that time */
};

/**
 * progress_start(progress, window_ms, now_ms):
 * Full credit, from now on.  Return how long to wait before the first look, in
 * ms, as progress_update does.
 */
uint64_t progress_start(
    struct progress *progress, uint64_t window_ms, uint64_t now_ms);

/**
 * progress_update(progress, confirmed, now_ms):
 * The client has confirmed ${confirmed} bytes in all by ${now_ms}.  Return how
 * long to wait before looking again, in ms: 0 when its credit is used up.
 */
uint64_t progress_update(
    struct progress *progress, unsigned long long confirmed, uint64_t now_ms);

#endif
