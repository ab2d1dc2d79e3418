/*
 * How text becomes words, the same for what is indexed and what is sought:
 * SQLite's unicode61 cuts it, accents are folded and endings cut off; what is
 * written without spaces is cut into its characters.  See index_form.h.
 *
 * Source: https://sqlite.org/fts5.html, "Custom Tokenizers".
 */
#ifndef INDEX_TOKENIZER_H
#define INDEX_TOKENIZER_H

#include <stdbool.h>

#include "span.h"

struct index_words;
struct sqlite3;

/**
 * index_tokenizer_register(database, words):
 * Make the tokenizer `lozenge` known to ${database}; its one argument is a
 * language tag.  All words that are cut are added to ${words} (NULL: to
 * nothing), which must outlive the database and be of one language at a time.
 * An SQLite result code.
 */
int index_tokenizer_register(
    struct sqlite3 *database, struct index_words *words);

/* A word of a text. */
struct index_token {
	struct span text;   /* in lower case, otherwise as it is written */
	struct span folded; /* without accents */
	bool is_unspaced;   /* a character of a script without spaces */
};

/**
 * index_tokenizer_cut(database, text, each, arg):
 * Call ${each} for every word of ${text}; false from it ends that.  The tokens
 * live as long as the call.  An SQLite result code.
 */
int index_tokenizer_cut(struct sqlite3 *database, struct span text,
    bool (*each)(void *arg, const struct index_token *token), void *arg);

#endif
