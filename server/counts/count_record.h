/*
 * One page that was served, as a worker tells it to the supervisor: the day,
 * the protocol and the page, and nothing of who asked.
 */
#ifndef COUNTS_COUNT_RECORD_H
#define COUNTS_COUNT_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "config.h"
#include "span.h"

/* Longest path that is counted by its name, its NUL included. */
#define COUNT_PATH_BYTES 248

/* What all other pages are counted as; a path begins with a slash. */
#define COUNT_OTHER "other"

/* 9999-12-31: the last day whose date has four digits for the year. */
#define COUNT_DAY_MAX 2932896

/* Goes through a pipe whole: smaller than PIPE_BUF. */
struct count_record {
	uint32_t day;      /* since 1970-01-01, UTC; to COUNT_DAY_MAX */
	uint32_t protocol; /* enum config_protocol */
	char path[COUNT_PATH_BYTES]; /* percent-encoded, NUL-terminated */
};

/**
 * count_record_fill(record, protocol, status, asked, day):
 * Describe the page that is served for ${asked}, the path or selector as the
 * client sent it, with ${status}, Gemini's or the Gopher item type.  False if
 * that serves none: an error, a redirect.
 */
bool count_record_fill(struct count_record *record,
    enum config_protocol protocol, const char *status, struct span asked,
    uint32_t day);

/**
 * count_record_is_valid(record):
 * Is it one that count_record_fill may have made?
 */
bool count_record_is_valid(const struct count_record *record);

/** count_record_today(): the day it is, UTC. */
uint32_t count_record_today(void);

#endif
