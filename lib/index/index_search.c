/*
 * One search: the words, the sections that have them, something of each.
 */
#include <time.h>

#include "buffer.h"
#include "index_inside.h"
#include "index_nearest.h"
#include "index_query.h"
#include "index_reader.h"
#include "index_schema.h"
#include "index_sqlite.h"
#include "text_clean.h"

/* Steps of SQLite's machine between two looks at the clock. */
#define STEPS_PER_LOOK 1000

/* Rows looked at, so that a page with many does not hide all others. */
#define CANDIDATES_MAX 100

/* Longest texts of an answer, in bytes. */
#define PATH_MAX_BYTES 1024
#define HEADING_MAX_BYTES 300
#define SNIPPET_MAX_BYTES 600

/* How much of a section is shown: of words, and of lone characters. */
#define SNIPPET_WORDS 24
#define SNIPPET_CHARACTERS 60

struct search {
	const struct index_question *question;
	struct index *index;
	struct index_answer *answer;
	struct index_query query;
	struct buffer expression;
	struct buffer scratch;
	int scope;
	int result; /* of SQLite; the first that is bad stays */
};

/* ---------- time ---------- */

static int64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int
is_late(void *arg)
{
	const struct index *index = arg;

	return now_ms() >= index->deadline_ms;
}

/* ---------- texts of the answer ---------- */

static struct span
column(sqlite3_stmt *statement, int at)
{
	const void *text = sqlite3_column_blob(statement, at);

	if (text == NULL)
		return SPAN("");
	return (struct span){text, (size_t)sqlite3_column_bytes(statement, at)};
}

/* Cut the text after ${most} bytes, or before, at a whole character. */
static struct span
cut(struct span text, size_t most)
{
	if (text.len <= most)
		return text;
	while (most > 0 && (text.ptr[most] & 0xc0) == 0x80)
		most--;
	return (struct span){text.ptr, most};
}

/* Put the text into the answer; false if it has no room for it. */
static bool
keep(struct search *search, struct span *kept, struct span text, size_t most)
{
	struct index_answer *answer = search->answer;
	char *room = answer->text + answer->text_len;

	buffer_clear(&search->scratch);
	text_clean(&search->scratch, text);
	if (search->scratch.failed)
		search->result = SQLITE_NOMEM;
	text = span_trim(cut(buffer_span(&search->scratch), most));
	if (search->scratch.failed ||
	    text.len > sizeof answer->text - answer->text_len)
		return false;
	if (text.len > 0)
		memcpy(room, text.ptr, text.len);
	answer->text_len += text.len;
	*kept = (struct span){room, text.len};
	return true;
}

/* ---------- rows ---------- */

static bool
prepare(struct search *search, sqlite3_stmt **statement, const char *sql)
{
	*statement = NULL;
	if (search->result == SQLITE_OK)
		search->result = index_schema_prepare(
		    search->index->database, statement, sql, search->scope);
	return search->result == SQLITE_OK;
}

static void
bind(sqlite3_stmt *statement, int at, struct span text)
{
	sqlite3_bind_text64(statement, at, text.len > 0 ? text.ptr : "",
	    text.len, SQLITE_STATIC, SQLITE_UTF8);
}

/* The next row, if nothing is wrong. */
static bool
step(struct search *search, sqlite3_stmt *statement)
{
	int result;

	if (search->result != SQLITE_OK)
		return false;
	result = sqlite3_step(statement);
	if (result != SQLITE_ROW && result != SQLITE_DONE)
		search->result = result;
	return result == SQLITE_ROW;
}

/* Which scope is asked?  Its number and language. */
static bool
find_scope(struct search *search, struct span prefix)
{
	sqlite3_stmt *statement;
	bool found = false;

	if (!prepare(search, &statement,
		"SELECT id, lang FROM scope WHERE prefix = ?"))
		return false;
	bind(statement, 1, prefix);
	if (step(search, statement)) {
		search->scope = sqlite3_column_int(statement, 0);
		found = keep(search, &search->answer->lang,
		    column(statement, 1), LANGUAGE_TAG_MAX);
	}
	sqlite3_finalize(statement);
	return found;
}

static bool
may_show(const struct search *search, struct span path)
{
	const struct index_question *question = search->question;

	return question->shows == NULL || question->shows(question->arg, path);
}

static void
find_onward(struct search *search)
{
	struct index_answer *answer = search->answer;
	sqlite3_stmt *statement;

	if (!prepare(search, &statement,
		"SELECT path, label FROM onward WHERE scope = # ORDER BY id"))
		return;
	while (answer->onward_count < INDEX_ONWARD_MAX &&
	       step(search, statement)) {
		struct index_onward *onward =
		    &answer->onward[answer->onward_count];

		if (may_show(search, column(statement, 0)) &&
		    keep(search, &onward->path, column(statement, 0),
			PATH_MAX_BYTES) &&
		    keep(search, &onward->label, column(statement, 1),
			HEADING_MAX_BYTES))
			answer->onward_count++;
	}
	sqlite3_finalize(statement);
}

/* ---------- hits ---------- */

/* Is there room among the results for one more of this page? */
static bool
page_has_room(const int64_t *rows, size_t count, int64_t row)
{
	size_t same = 0;

	for (size_t i = 0; i < count; i++)
		if (rows[i] / INDEX_SECTIONS_PER_PAGE ==
		    row / INDEX_SECTIONS_PER_PAGE)
			same++;
	return same < INDEX_HITS_PER_PAGE;
}

/* The best rows, by their ids: how many. */
static size_t
find_rows(struct search *search, int64_t rows[INDEX_HITS_MAX])
{
	sqlite3_stmt *statement;
	size_t count = 0;

	/* A word in a heading counts for eight in a text. */
	if (!prepare(search, &statement,
		"SELECT rowid, path FROM section_# WHERE section_# MATCH ?1"
		" ORDER BY bm25(section_#, 0, 4, 8, 1), rowid LIMIT ?2"))
		return 0;
	bind(statement, 1, buffer_span(&search->expression));
	sqlite3_bind_int(statement, 2, CANDIDATES_MAX);
	while (count < INDEX_HITS_MAX && step(search, statement)) {
		int64_t row = sqlite3_column_int64(statement, 0);

		if (page_has_room(rows, count, row) &&
		    may_show(search, column(statement, 1)))
			rows[count++] = row;
	}
	sqlite3_finalize(statement);
	return count;
}

static void
add_hit(struct search *search, sqlite3_stmt *statement)
{
	struct index_answer *answer = search->answer;
	struct index_hit *hit = &answer->hits[answer->hit_count];

	if (keep(search, &hit->path, column(statement, 0), PATH_MAX_BYTES) &&
	    keep(
		search, &hit->title, column(statement, 1), HEADING_MAX_BYTES) &&
	    keep(search, &hit->heading, column(statement, 2),
		HEADING_MAX_BYTES) &&
	    keep(
		search, &hit->snippet, column(statement, 3), SNIPPET_MAX_BYTES))
		answer->hit_count++;
}

/* Is the language's text shown by characters rather than words? */
static bool
is_unspaced(struct span lang)
{
	static const char *const tags[] = {
	    "zh", "ja", "th", "lo", "km", "my", "yue"};
	struct span primary = {lang.ptr, span_find(lang, '-')};

	for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
		if (span_equal_nocase(primary, span_from(tags[i])))
			return true;
	return false;
}

static void
describe_rows(struct search *search, const int64_t *rows, size_t count)
{
	sqlite3_stmt *statement;

	if (!prepare(search, &statement,
		"SELECT path, title, heading,"
		" snippet(section_#, 3, '', '', '\xe2\x80\xa6', ?3)"
		" FROM section_# WHERE section_# MATCH ?1 AND rowid = ?2"))
		return;
	bind(statement, 1, buffer_span(&search->expression));
	sqlite3_bind_int(statement, 3,
	    is_unspaced(search->answer->lang) ? SNIPPET_CHARACTERS
					      : SNIPPET_WORDS);
	for (size_t i = 0; i < count; i++) {
		sqlite3_bind_int64(statement, 2, rows[i]);
		if (step(search, statement))
			add_hit(search, statement);
		sqlite3_reset(statement);
	}
	sqlite3_finalize(statement);
}

/* Find sections that have the words; true if there are any. */
static bool
find_hits(struct search *search, const char *operator)
{
	int64_t rows[INDEX_HITS_MAX];
	size_t count;

	buffer_clear(&search->expression);
	index_query_expression(&search->expression, &search->query, operator);
	if (search->expression.failed) {
		search->result = SQLITE_NOMEM;
		return false;
	}
	count = find_rows(search, rows);
	describe_rows(search, rows, count);
	return search->answer->hit_count > 0;
}

/* ---------- did you mean ---------- */

/* The same words with each that is unknown replaced by the nearest known. */
static void
find_suggestion(struct search *search)
{
	struct buffer words = BUFFER_EMPTY;
	struct buffer nearest = BUFFER_EMPTY;
	bool has_any = false;

	for (size_t i = 0; i < search->query.count; i++) {
		const struct index_term *term = &search->query.terms[i];

		if (search->result == SQLITE_OK)
			search->result =
			    index_nearest_find(search->index->database,
				search->scope, term->folded, &nearest);
		if (i > 0)
			buffer_append_byte(&words, ' ');
		has_any |= nearest.len > 0;
		buffer_append(&words,
		    nearest.len > 0 ? buffer_span(&nearest) : term->text);
	}
	if (words.failed)
		search->result = SQLITE_NOMEM;
	else if (has_any)
		keep(search, &search->answer->suggestion, buffer_span(&words),
		    INDEX_QUERY_BYTES_MAX);
	buffer_free(&words);
	buffer_free(&nearest);
}

/* ---------- the whole ---------- */

static enum index_outcome
find(struct search *search, struct span words)
{
	search->result =
	    index_query_parse(&search->query, search->index->database, words);
	find_onward(search);
	if (search->query.count == 0)
		return INDEX_NO_WORDS;
	if (find_hits(search, " AND "))
		return INDEX_FOUND_ALL;
	if (search->question->shows == NULL)
		find_suggestion(search);
	if (search->query.count > 1 && find_hits(search, " OR "))
		return INDEX_FOUND_SOME;
	return INDEX_FOUND_NONE;
}

static enum index_outcome
outcome(const struct search *search, enum index_outcome found)
{
	switch (search->result & 0xff) {
	case SQLITE_OK:
		return found;
	case SQLITE_INTERRUPT:
		return INDEX_TOO_SLOW;
	case SQLITE_NOMEM:
		return INDEX_STARVED;
	default:
		return INDEX_BROKEN;
	}
}

enum index_outcome
index_search(struct index *index, const struct index_question *question,
    struct index_answer *answer)
{
	struct search search = {
	    .question = question, .index = index, .answer = answer};
	enum index_outcome found = INDEX_NO_SCOPE;

	answer->hit_count = answer->onward_count = answer->text_len = 0;
	answer->lang = answer->suggestion = SPAN("");
	index->deadline_ms = now_ms() + question->limit_ms;
	sqlite3_progress_handler(
	    index->database, STEPS_PER_LOOK, is_late, index);
	if (find_scope(&search, question->scope))
		found = find(&search, question->words);
	sqlite3_progress_handler(index->database, 0, NULL, NULL);
	index_query_free(&search.query);
	buffer_free(&search.expression);
	buffer_free(&search.scratch);
	return outcome(&search, found);
}
