/*
 * The one file that SQLite may read: an open descriptor.
 *
 * A file system for SQLite (a "VFS") that has no names: a database is opened
 * by the number of a descriptor, nothing is ever written, and there are no
 * journals, no temporary files and no locks.
 * Source: https://sqlite.org/vfs.html.
 */
#ifndef INDEX_FILE_H
#define INDEX_FILE_H

#include <stdint.h>

struct sqlite3;

/**
 * index_file_open(database, fd, size):
 * Open the first ${size} bytes of ${fd} as ${database}, read-only.  ${fd} is
 * the caller's, and must stay open as long as the database.  An SQLite result
 * code; the caller ends with sqlite3_close in any case.
 */
int index_file_open(struct sqlite3 **database, int fd, int64_t size);

#endif
