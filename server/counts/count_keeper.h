/*
 * Counting in the supervisor: records come from the workers through a pipe,
 * and the file is written once a minute at most, if there is anything new.
 */
#ifndef COUNTS_COUNT_KEEPER_H
#define COUNTS_COUNT_KEEPER_H

#include <stdbool.h>
#include <stdint.h>

#include "log.h"

struct count_record;
struct counts;

struct count_keeper {
	int read_fd;           /* readable when a worker has counted */
	int write_fd;          /* where workers send their records */
	struct counts *counts; /* owned; NULL: nothing is counted */
	uint64_t due_ms;       /* when to save; 0: there is nothing new */
};

/** count_keeper_open(keeper): nothing is counted yet.  0, or -1 with errno. */
int count_keeper_open(struct count_keeper *keeper);

/**
 * count_keeper_use(keeper, file, log):
 * Save what was counted, and count in ${file} from now on (NULL: not at all).
 */
void count_keeper_use(
    struct count_keeper *keeper, const char *file, struct log *log);

/** count_keeper_take(keeper, now_ms): count what the workers have sent. */
void count_keeper_take(struct count_keeper *keeper, uint64_t now_ms);

/** count_keeper_save(keeper, log, now_ms): save; if that fails, try again. */
void count_keeper_save(
    struct count_keeper *keeper, struct log *log, uint64_t now_ms);

/** count_keeper_close(keeper, log): count and save the last, and release. */
void count_keeper_close(struct count_keeper *keeper, struct log *log);

/**
 * count_keeper_send(write_fd, record):
 * For workers: send ${record} without waiting; false if there was no room.
 */
bool count_keeper_send(int write_fd, const struct count_record *record);

#endif
