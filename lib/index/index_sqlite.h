/*
 * SQLite's library, opened when it is first needed.
 *
 * Linking a program with it costs each of its starts 1,600 addresses to look
 * up and two libraries to map.  lozenged has one process that searches, and
 * that only where a capsule has an index: the others start without, and a
 * worker has no code of SQLite's in its memory at all.
 *
 * Its functions are called by their own names, once it is open: sqlite3ext.h,
 * which is for those that SQLite loads, makes each name an entry of a table.
 */
#ifndef INDEX_SQLITE_H
#define INDEX_SQLITE_H

#include <stdbool.h>

#include <sqlite3ext.h>

/* What the names of sqlite3ext.h stand for; NULL until it is open. */
extern const struct sqlite3_api_routines *sqlite3_api;

/**
 * index_sqlite_open():
 * Open the library, for the rest of the process's life.  A process that gives
 * up opening files calls this before.  False if it is not installed or there
 * is no memory; asked again, it is tried again.
 */
bool index_sqlite_open(void);

#endif
