/*
 * What a reader seeks: words, and, between double quotes, runs of words.
 *
 * No text is a mistake: what has neither letters nor digits is passed over,
 * and nothing a reader writes is an operator of the query language.
 */
#ifndef INDEX_QUERY_H
#define INDEX_QUERY_H

#include <stddef.h>

#include "buffer.h"
#include "index_form.h"
#include "span.h"

struct sqlite3;

/* Longest text sought, in bytes, and most words of it; others do not count. */
#define INDEX_QUERY_BYTES_MAX 256
#define INDEX_TERMS_MAX 16

/* One of the things sought. */
struct index_term {
	struct span text; /* as the reader wrote it */
	/* If it is one word that might be mistyped: in lower case without
	 * accents; else empty. */
	struct span folded;
	char room[INDEX_FORM_MAX]; /* what folded points into */
};

struct index_query {
	struct buffer text; /* what the terms point into */
	struct index_term terms[INDEX_TERMS_MAX];
	size_t count; /* 0: nothing is sought */
};

/**
 * index_query_parse(query, database, text):
 * Take ${text} apart, by the tokenizer of ${database}.  More than
 * INDEX_QUERY_BYTES_MAX bytes have no words.  An SQLite result code; the
 * caller ends with index_query_free in any case.
 */
int index_query_parse(
    struct index_query *query, struct sqlite3 *database, struct span text);

/**
 * index_query_expression(out, query, operator):
 * Append ${query} for FTS5: all terms quoted, " AND " or " OR " between them.
 */
void index_query_expression(
    struct buffer *out, const struct index_query *query, const char *operator);

/** index_query_free(query): release what it holds. */
void index_query_free(struct index_query *query);

#endif
