/*
 * Opening an index so that nothing in it can do more than be found.
 */
#include "index_reader.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "index_file.h"
#include "index_inside.h"
#include "index_seal.h"
#include "index_sqlite.h"
#include "index_tokenizer.h"

/* The longest value or row that an index of ours has, and to spare. */
#define VALUE_BYTES_MAX (1 << 20)

static const char settings[] =
    "PRAGMA query_only = 1; PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -512; PRAGMA cell_size_check = 1;"
    "PRAGMA mmap_size = 0;";

static const struct {
	int option, value;
} options[] = {
    {SQLITE_DBCONFIG_DEFENSIVE, 1},
    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
    {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
};

static const struct {
	int limit, value;
} limits[] = {
    {SQLITE_LIMIT_LENGTH, VALUE_BYTES_MAX},
    {SQLITE_LIMIT_SQL_LENGTH, 4096},
    {SQLITE_LIMIT_ATTACHED, 0},
    {SQLITE_LIMIT_WORKER_THREADS, 0},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
};

static int
harden(sqlite3 *database)
{
	int result = SQLITE_OK;

	for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
		if (result == SQLITE_OK)
			result = sqlite3_db_config(database, options[i].option,
			    options[i].value, NULL);
	for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
		sqlite3_limit(database, limits[i].limit, limits[i].value);
	if (result == SQLITE_OK)
		result = sqlite3_exec(database, settings, NULL, NULL, NULL);
	return result;
}

/* Does it have the table that every index has? */
static int
look_inside(sqlite3 *database)
{
	return sqlite3_exec(database,
	    "SELECT id, prefix, lang, alphabet FROM scope", NULL, NULL, NULL);
}

static enum index_verdict
verdict_on_result(int result)
{
	switch (result & 0xff) {
	case SQLITE_OK:
		return INDEX_GOOD;
	case SQLITE_NOMEM:
		errno = ENOMEM;
		return INDEX_UNREADABLE;
	case SQLITE_IOERR:
		errno = EIO;
		return INDEX_UNREADABLE;
	default:
		return INDEX_DAMAGED;
	}
}

static enum index_verdict
open_database(struct index *index, int fd, int64_t size)
{
	int result =
	    index_file_open(&index->database, fd, size - INDEX_SEAL_BYTES);

	if (result == SQLITE_OK)
		result = harden(index->database);
	if (result == SQLITE_OK)
		result = index_tokenizer_register(index->database, NULL);
	if (result == SQLITE_OK)
		result = look_inside(index->database);
	return verdict_on_result(result);
}

static enum index_verdict
check_seal(int fd, int64_t size)
{
	if (size > INDEX_FILE_MAX)
		return INDEX_FOREIGN;
	switch (index_seal_check(fd, size)) {
	case INDEX_SEAL_GOOD:
		break;
	case INDEX_SEAL_FOREIGN:
		return INDEX_FOREIGN;
	case INDEX_SEAL_OTHER:
		return INDEX_OTHER;
	case INDEX_SEAL_BROKEN:
		return INDEX_DAMAGED;
	case INDEX_SEAL_FAILED:
		return INDEX_UNREADABLE;
	}
	return INDEX_GOOD;
}

enum index_verdict
index_open(struct index **index, int fd, int64_t size)
{
	enum index_verdict verdict = check_seal(fd, size);
	struct index *opened;

	*index = NULL;
	if (verdict != INDEX_GOOD)
		return verdict;
	if (!index_sqlite_open()) {
		errno = ENOMEM;
		return INDEX_UNREADABLE;
	}
	opened = calloc(1, sizeof *opened);
	if (opened == NULL)
		return INDEX_UNREADABLE;
	opened->fd = -1;
	verdict = open_database(opened, fd, size);
	if (verdict != INDEX_GOOD) {
		index_close(opened);
		return verdict;
	}
	opened->fd = fd;
	*index = opened;
	return INDEX_GOOD;
}

void
index_close(struct index *index)
{
	if (index == NULL)
		return;
	sqlite3_close(index->database);
	if (index->fd >= 0)
		close(index->fd);
	free(index);
}

bool
index_limit_memory(size_t bytes)
{
	if (!index_sqlite_open())
		return false;
	sqlite3_hard_heap_limit64((sqlite3_int64)bytes);
	return true;
}
