/*
 * SQLite's own tokenizer unicode61: text cut at what is no letter or digit, in
 * lower case.
 * Source: https://sqlite.org/fts5.html, "Unicode61 Tokenizer".
 */
#ifndef INDEX_INDEX_UNICODE_H
#define INDEX_INDEX_UNICODE_H

#include <stdbool.h>

#include "index_sqlite.h"

/* The tokenizer as a database has it. */
struct index_unicode {
	fts5_tokenizer methods;
	void *arg;
};

/**
 * index_unicode_find(unicode, api):
 * Find it in a database, by its interface of FTS5.  An SQLite result code.
 */
int index_unicode_find(struct index_unicode *unicode, fts5_api *api);

/**
 * index_unicode_make(unicode, folds, made):
 * Make one that takes accents off letters, if it ${folds}.  An SQLite result
 * code; the caller ends with index_unicode_free, for which NULL is legal.
 */
int index_unicode_make(
    const struct index_unicode *unicode, bool folds, Fts5Tokenizer **made);
void index_unicode_free(
    const struct index_unicode *unicode, Fts5Tokenizer *tokenizer);

#endif
