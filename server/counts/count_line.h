/*
 * One line of the file of counts: date, protocol, path and number, with tabs
 * between them.
 */
#ifndef COUNTS_COUNT_LINE_H
#define COUNTS_COUNT_LINE_H

#include <stdbool.h>

#include "count_record.h"

struct buffer;

struct count_line {
	struct count_record record;
	unsigned long long count;
};

/**
 * count_line_parse(line, text):
 * Read a line, without its end; false if it is none that we have written.
 */
bool count_line_parse(struct count_line *line, struct span text);

/**
 * count_line_append(out, day, protocol, path, count):
 * Write one, with its end, as count_line_parse reads it.
 */
void count_line_append(struct buffer *out, uint32_t day, uint32_t protocol,
    const char *path, unsigned long long count);

#endif
