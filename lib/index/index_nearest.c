/*
 * Every word at one edit is made and looked up: some thousands at most, which
 * is faster than a look at every word of a large index.
 */
#include "index_nearest.h"

#include "index_alphabet.h"
#include "index_schema.h"
#include "index_sqlite.h"
#include "utf8.h"

/* A text by its characters. */
struct letters {
	uint32_t items[INDEX_ALPHABET_MAX];
	size_t count;
};

struct search {
	sqlite3_stmt *look_up;
	struct letters word;
	struct letters alphabet;
	struct buffer *out;
	int64_t best; /* how often the best word occurs; 0: none yet */
	int result;
};

/* False if there are more than ${most}. */
static bool
take_letters(struct letters *letters, struct span text, size_t most)
{
	uint32_t character;
	size_t len;

	letters->count = 0;
	while ((len = utf8_decode(&character, text)) > 0) {
		if (letters->count == most)
			return false;
		letters->items[letters->count++] = character;
		text = span_skip(text, len);
	}
	return true;
}

/* Look one word up, and keep it if it is more frequent than the best. */
static void
try_word(struct search *search, struct span word)
{
	sqlite3_stmt *statement = search->look_up;

	if (search->result != SQLITE_OK)
		return;
	sqlite3_bind_text64(
	    statement, 1, word.ptr, word.len, SQLITE_STATIC, SQLITE_UTF8);
	int result = sqlite3_step(statement);
	if (result == SQLITE_ROW) {
		int64_t count = sqlite3_column_int64(statement, 1);
		const void *text = sqlite3_column_blob(statement, 0);
		size_t len = (size_t)sqlite3_column_bytes(statement, 0);

		if (count > search->best && text != NULL) {
			search->best = count;
			buffer_clear(search->out);
			buffer_append(search->out, (struct span){text, len});
		}
	} else if (result != SQLITE_DONE) {
		search->result = result;
	}
	sqlite3_reset(statement);
}

/* What an edit puts in place of the letters of the word from ${at} on. */
struct edit {
	size_t at, removed;
	uint32_t put[2];
	size_t put_count;
};

static void
try_edit(struct search *search, const struct edit *edit)
{
	const struct letters *word = &search->word;
	char bytes[4 * (INDEX_NEAREST_MAX + 2)];
	size_t len = 0;

	for (size_t i = 0; i < edit->at; i++)
		len += utf8_encode(bytes + len, word->items[i]);
	for (size_t i = 0; i < edit->put_count; i++)
		len += utf8_encode(bytes + len, edit->put[i]);
	for (size_t i = edit->at + edit->removed; i < word->count; i++)
		len += utf8_encode(bytes + len, word->items[i]);
	try_word(search, (struct span){bytes, len});
}

static void
try_edits_at(struct search *search, size_t at)
{
	const struct letters *word = &search->word;

	if (at < word->count)
		try_edit(search, &(struct edit){.at = at, .removed = 1});
	if (at + 1 < word->count)
		try_edit(
		    search, &(struct edit){at, 2,
				{word->items[at + 1], word->items[at]}, 2});
	for (size_t i = 0; i < search->alphabet.count; i++) {
		uint32_t letter = search->alphabet.items[i];

		try_edit(search, &(struct edit){at, 0, {letter, 0}, 1});
		if (at < word->count && letter != word->items[at])
			try_edit(search, &(struct edit){at, 1, {letter, 0}, 1});
	}
}

static int
read_alphabet(struct search *search, sqlite3 *database, int scope)
{
	sqlite3_stmt *statement;
	int result = index_schema_prepare(database, &statement,
	    "SELECT alphabet FROM scope WHERE id = #", scope);

	if (result == SQLITE_OK)
		result = sqlite3_step(statement);
	if (result == SQLITE_ROW) {
		const void *text = sqlite3_column_blob(statement, 0);
		size_t len = (size_t)sqlite3_column_bytes(statement, 0);

		take_letters(&search->alphabet,
		    (struct span){text, text == NULL ? 0 : len},
		    INDEX_ALPHABET_MAX);
	}
	sqlite3_finalize(statement);
	return result == SQLITE_ROW || result == SQLITE_DONE ? SQLITE_OK
							     : result;
}

/* It is a word as it stands, or one edit makes one of it. */
static void
try_all(struct search *search, struct span folded)
{
	try_word(search, folded);
	if (search->best > 0) {
		buffer_clear(search->out);
		return;
	}
	for (size_t at = 0; at <= search->word.count; at++)
		try_edits_at(search, at);
}

int
index_nearest_find(
    sqlite3 *database, int scope, struct span folded, struct buffer *out)
{
	struct search search = {.out = out};

	buffer_clear(out);
	if (folded.len == 0 ||
	    !take_letters(&search.word, folded, INDEX_NEAREST_MAX))
		return SQLITE_OK;
	search.result = read_alphabet(&search, database, scope);
	if (search.result == SQLITE_OK)
		search.result = index_schema_prepare(database, &search.look_up,
		    "SELECT text, count FROM word"
		    " WHERE scope = # AND folded = ?",
		    scope);
	if (search.result == SQLITE_OK)
		try_all(&search, folded);
	sqlite3_finalize(search.look_up);
	return out->failed ? SQLITE_NOMEM : search.result;
}
