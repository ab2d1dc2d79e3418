/*
 * The inside of an open index, for the files that open and search one.
 */
#ifndef INDEX_INSIDE_H
#define INDEX_INSIDE_H

#include <stdint.h>

struct sqlite3;

struct index {
	struct sqlite3 *database;
	int fd; /* -1: not ours yet */
	int64_t deadline_ms;
};

#endif
