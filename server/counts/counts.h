/*
 * How often each page was served on each day, kept in a file across restarts.
 *
 * A line for each: date, protocol, path and number with tabs between them,
 * sorted.  There is nothing in it about readers.
 */
#ifndef COUNTS_COUNTS_H
#define COUNTS_COUNTS_H

#include <stdbool.h>

#include "log.h"

struct count_record;
struct counts;

/* Paths told apart on one day in one protocol; more are counted as other. */
#define COUNTS_PATHS_MAX 4096

/**
 * counts_open(file, log):
 * Go on with what stands in ${file}, if it is there.  Lines that are no counts
 * are moved to "FILE.malformed", after saying so.  NULL after saying in ${log}
 * why it cannot be; the file is then left as it is.
 */
struct counts *counts_open(const char *file, struct log *log);

/** counts_file(counts): the file's name. */
const char *counts_file(const struct counts *counts);

/** counts_add(counts, record): one more; false without memory. */
bool counts_add(struct counts *counts, const struct count_record *record);

/**
 * counts_save(counts, log):
 * Write the file anew if anything has changed: it is the old or the new one,
 * whole, whatever happens.  False after saying why in ${log}; nothing is lost.
 */
bool counts_save(struct counts *counts, struct log *log);

/** counts_free(counts): release it; it does not save. */
void counts_free(struct counts *counts);

#endif
