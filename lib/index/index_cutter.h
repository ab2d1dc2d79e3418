/*
 * A text cut into words, and these into their stems, as SQLite asks for it: the
 * functions of a tokenizer.
 * Source: https://sqlite.org/fts5.html, "Custom Tokenizers".
 */
#ifndef INDEX_INDEX_CUTTER_H
#define INDEX_INDEX_CUTTER_H

#include "index_unicode.h"

struct index_former;
struct index_words;

/* What all tokenizers of a database share. */
struct index_cutting {
	struct index_unicode unicode;
	struct index_words *words; /* where words are added; NULL: nowhere */
};

/*
 * FTS5's xToken: takes one token of ${len} bytes, which stands for the bytes
 * ${start} to ${end} of the text.  SQLITE_OK to go on.
 */
typedef int index_token_callback(
    void *arg, int flags, const char *token, int len, int start, int end);

/**
 * index_cutter_create(arg, options, count, made):
 * Make a tokenizer; ${arg} is a struct index_cutting, which must live as long,
 * and the first of ${count} ${options} its language.
 */
int index_cutter_create(
    void *arg, const char **options, int count, Fts5Tokenizer **made);

/** index_cutter_delete(tokenizer): release it. */
void index_cutter_delete(Fts5Tokenizer *tokenizer);

/**
 * index_cutter_tokenize(tokenizer, arg, purpose, text, len, emit):
 * Hand over the stems of each word of ${text}, at most INT_MAX bytes; for
 * FTS5_TOKENIZE_AUX the words as they are written, in lower case.
 */
int index_cutter_tokenize(Fts5Tokenizer *tokenizer, void *arg, int purpose,
    const char *text, int len, index_token_callback *emit);

/** index_cutter_former(tokenizer): what finds the forms of its words. */
struct index_former *index_cutter_former(Fts5Tokenizer *tokenizer);

#endif
