#include "index_schema.h"

#include "index_sqlite.h"

static const char tables[] =
    "CREATE TABLE scope(id INTEGER PRIMARY KEY, prefix TEXT NOT NULL UNIQUE,"
    " lang TEXT NOT NULL, alphabet TEXT NOT NULL);"
    "CREATE TABLE onward(id INTEGER PRIMARY KEY, scope INTEGER NOT NULL,"
    " path TEXT NOT NULL, label TEXT NOT NULL);"
    "CREATE TABLE word(scope INTEGER NOT NULL, folded TEXT NOT NULL,"
    " text TEXT NOT NULL, count INTEGER NOT NULL,"
    " PRIMARY KEY(scope, folded)) WITHOUT ROWID;";

/* Words are gathered in memory and written now and then, never merged. */
#define HASH_BYTES_MAX (4 << 20)

int
index_schema_create(sqlite3 *database)
{
	return sqlite3_exec(database, tables, NULL, NULL, NULL);
}

int
index_schema_create_scope(sqlite3 *database, int scope, struct span lang)
{
	char *sql = sqlite3_mprintf(
	    "CREATE VIRTUAL TABLE section_%d USING fts5(path UNINDEXED, title,"
	    " heading, body, tokenize = \"lozenge '%.*s'\");"
	    "INSERT INTO section_%d(section_%d, rank)"
	    " VALUES('hashsize', %d);"
	    "INSERT INTO section_%d(section_%d, rank)"
	    " VALUES('automerge', 0);",
	    scope, (int)lang.len, lang.ptr, scope, scope, HASH_BYTES_MAX, scope,
	    scope);
	int result;

	if (sql == NULL)
		return SQLITE_NOMEM;
	result = sqlite3_exec(database, sql, NULL, NULL, NULL);
	sqlite3_free(sql);
	return result;
}

int
index_schema_prepare(
    sqlite3 *database, sqlite3_stmt **statement, const char *sql, int scope)
{
	struct buffer text = BUFFER_EMPTY;
	int result = SQLITE_NOMEM;

	*statement = NULL;
	for (; *sql != '\0'; sql++) {
		if (*sql == '#')
			buffer_printf(&text, "%d", scope);
		else
			buffer_append_byte(&text, *sql);
	}
	if (!text.failed)
		result = sqlite3_prepare_v2(
		    database, text.ptr, (int)text.len, statement, NULL);
	buffer_free(&text);
	return result;
}
