/*
 * The tables of an index, and how they are made.
 *
 * A scope is what one search looks through: the pages of one language, below
 * one directory.  Each has a table of FTS5 of its own, so that its words are
 * cut as its language wants it and weighed among themselves.
 */
#ifndef INDEX_SCHEMA_H
#define INDEX_SCHEMA_H

#include <stdbool.h>

#include "buffer.h"
#include "span.h"

struct sqlite3;
struct sqlite3_stmt;

/* Most languages of a capsule. */
#define INDEX_SCOPES_MAX 64

/* A row's id is its page's number times this, plus its section's number. */
#define INDEX_SECTIONS_PER_PAGE 4096

/* The columns of a scope's table of sections. */
enum index_column {
	INDEX_COLUMN_PATH, /* not searched */
	INDEX_COLUMN_TITLE,
	INDEX_COLUMN_HEADING,
	INDEX_COLUMN_BODY,
};

/** index_schema_create(database): make the tables that all scopes share. */
int index_schema_create(struct sqlite3 *database);

/**
 * index_schema_create_scope(database, scope, lang):
 * Make the table of the sections of scope number ${scope}, whose language is
 * the valid tag ${lang} or "".
 */
int index_schema_create_scope(
    struct sqlite3 *database, int scope, struct span lang);

/**
 * index_schema_prepare(database, statement, sql, scope):
 * Prepare ${sql}, in which each # stands for the number ${scope}.  An SQLite
 * result code, as above; the caller ends with sqlite3_finalize.
 */
int index_schema_prepare(struct sqlite3 *database,
    struct sqlite3_stmt **statement, const char *sql, int scope);

#endif
