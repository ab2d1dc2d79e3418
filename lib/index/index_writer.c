#include "index_writer.h"

#include <stdlib.h>
#include <string.h>

#include "index_alphabet.h"
#include "index_help.h"
#include "index_schema.h"
#include "index_seal.h"
#include "index_section.h"
#include "index_sqlite.h"
#include "index_tokenizer.h"
#include "index_words.h"
#include "language_tag.h"

struct index_writer {
	sqlite3 *database;
	struct index_words *words; /* of the scope at hand */
	sqlite3_stmt *add_section; /* to the scope at hand */
	sqlite3_stmt *add_onward;
	int scope;                       /* its number; 0: none yet */
	char lang[LANGUAGE_TAG_MAX + 1]; /* its language */
	int64_t page;                    /* number of the last page */
	bool failed;
};

/* Note how a call went; true if nothing has failed yet. */
static bool
note(struct index_writer *writer, int result)
{
	if (result != SQLITE_OK && result != SQLITE_DONE &&
	    result != SQLITE_ROW)
		writer->failed = true;
	return !writer->failed;
}

static void
bind_text(struct index_writer *writer, sqlite3_stmt *statement, int at,
    struct span text)
{
	note(writer,
	    sqlite3_bind_text64(statement, at, text.len > 0 ? text.ptr : "",
		text.len, SQLITE_STATIC, SQLITE_UTF8));
}

/* Run a statement whose values are bound, and make it ready for the next. */
static void
run(struct index_writer *writer, sqlite3_stmt *statement)
{
	if (!writer->failed)
		note(writer, sqlite3_step(statement));
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
}

/* In memory, in one piece; no one looks on, and nothing is undone. */
static int
open_database(struct index_writer *writer)
{
	static const char settings[] =
	    "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;"
	    "PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
	    "PRAGMA temp_store = MEMORY; BEGIN;";
	int result = sqlite3_open_v2("index", &writer->database,
	    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
	    "memdb");

	if (result == SQLITE_OK)
		result =
		    sqlite3_exec(writer->database, settings, NULL, NULL, NULL);
	if (result == SQLITE_OK)
		result =
		    index_tokenizer_register(writer->database, writer->words);
	if (result == SQLITE_OK)
		result = index_schema_create(writer->database);
	if (result == SQLITE_OK)
		result = index_schema_prepare(writer->database,
		    &writer->add_onward,
		    "INSERT INTO onward(scope, path, label) VALUES(?, ?, ?)",
		    0);
	return result;
}

struct index_writer *
index_writer_new(void)
{
	struct index_writer *writer;

	if (!index_sqlite_open())
		return NULL;
	writer = calloc(1, sizeof *writer);
	if (writer == NULL)
		return NULL;
	writer->words = index_words_new();
	if (writer->words != NULL && open_database(writer) == SQLITE_OK)
		return writer;
	index_writer_free(writer);
	return NULL;
}

/* ---------- the end of a scope ---------- */

/* The words of the scope, each in its most frequent spelling. */
static void
write_words(
    struct index_writer *writer, const struct index_word *words, size_t count)
{
	sqlite3_stmt *statement;

	note(writer, index_schema_prepare(writer->database, &statement,
			 "INSERT INTO word VALUES(#, ?, ?, ?)", writer->scope));
	for (size_t i = 0; i < count && !writer->failed; i++) {
		if (i > 0 && span_equal(words[i].folded, words[i - 1].folded))
			continue;
		bind_text(writer, statement, 1, words[i].folded);
		bind_text(writer, statement, 2, words[i].text);
		note(writer, sqlite3_bind_int64(statement, 3, words[i].count));
		run(writer, statement);
	}
	sqlite3_finalize(statement);
}

/* The letters that a mistyped word may lack. */
static void
write_alphabet(
    struct index_writer *writer, const struct index_word *words, size_t count)
{
	struct buffer alphabet = BUFFER_EMPTY;
	sqlite3_stmt *statement;

	index_alphabet_collect(&alphabet, words, count);
	writer->failed |= alphabet.failed;
	note(writer,
	    index_schema_prepare(writer->database, &statement,
		"UPDATE scope SET alphabet = ? WHERE id = #", writer->scope));
	if (!writer->failed) {
		bind_text(writer, statement, 1, buffer_span(&alphabet));
		run(writer, statement);
	}
	sqlite3_finalize(statement);
	buffer_free(&alphabet);
}

static void
end_scope(struct index_writer *writer)
{
	const struct index_word *words;
	size_t count;

	sqlite3_finalize(writer->add_section);
	writer->add_section = NULL;
	if (writer->scope == 0 || writer->failed)
		return;
	words = index_words_list(writer->words, &count);
	if (words == NULL) {
		writer->failed = true;
		return;
	}
	write_words(writer, words, count);
	write_alphabet(writer, words, count);
	index_words_clear(writer->words);
}

/* ---------- what is added ---------- */

static void
add_scope_row(struct index_writer *writer, struct span prefix, struct span lang)
{
	sqlite3_stmt *statement;

	if (!note(writer,
		index_schema_prepare(writer->database, &statement,
		    "INSERT INTO scope VALUES(#, ?, ?, '')", writer->scope)))
		return;
	bind_text(writer, statement, 1, prefix);
	bind_text(writer, statement, 2, lang);
	run(writer, statement);
	sqlite3_finalize(statement);
}

void
index_writer_scope(
    struct index_writer *writer, struct span prefix, struct span lang)
{
	end_scope(writer);
	if (writer->failed || writer->scope == INDEX_SCOPES_MAX) {
		writer->failed = true;
		return;
	}
	if (!language_tag_is_valid(lang))
		lang = SPAN("");
	writer->scope++;
	memcpy(writer->lang, lang.ptr, lang.len);
	writer->lang[lang.len] = '\0';
	add_scope_row(writer, prefix, lang);
	note(writer,
	    index_schema_create_scope(writer->database, writer->scope, lang));
	if (!writer->failed)
		note(writer,
		    index_schema_prepare(writer->database, &writer->add_section,
			"INSERT INTO section_#(rowid, path, title,"
			" heading, body) VALUES(?, ?, ?, ?, ?)",
			writer->scope));
}

static void
add_section(struct index_writer *writer, struct span path,
    const struct index_sections *sections, int64_t number)
{
	sqlite3_stmt *statement = writer->add_section;

	note(writer, sqlite3_bind_int64(statement, 1,
			 writer->page * INDEX_SECTIONS_PER_PAGE + number));
	bind_text(writer, statement, 2, path);
	bind_text(writer, statement, 3, sections->title);
	bind_text(writer, statement, 4, sections->heading);
	bind_text(writer, statement, 5, buffer_span(&sections->body));
	run(writer, statement);
}

static void
add_onward(struct index_writer *writer, struct span path, struct span label)
{
	sqlite3_stmt *statement = writer->add_onward;

	note(writer, sqlite3_bind_int(statement, 1, writer->scope));
	bind_text(writer, statement, 2, path);
	bind_text(writer, statement, 3, label);
	run(writer, statement);
}

void
index_writer_page(
    struct index_writer *writer, struct span path, struct span gemtext)
{
	struct index_sections sections;
	int64_t number = 0;

	if (writer->add_section == NULL)
		writer->failed = true;
	writer->page++;
	index_sections_begin(&sections, gemtext, span_from(writer->lang));
	if (index_help_is(path))
		add_onward(writer, path, sections.title);
	while (!writer->failed && number < INDEX_SECTIONS_PER_PAGE &&
	       index_sections_next(&sections))
		add_section(writer, path, &sections, number++);
	writer->failed |= sections.body.failed;
	index_sections_end(&sections);
}

/* ---------- the end ---------- */

/* The bytes of the database, which are its own; ptr NULL without any. */
static struct span
look_at_bytes(const struct index_writer *writer)
{
	sqlite3_int64 size;
	unsigned char *bytes = sqlite3_serialize(
	    writer->database, "main", &size, SQLITE_SERIALIZE_NOCOPY);

	if (bytes == NULL || size <= 0)
		return (struct span){NULL, 0};
	return (struct span){(const char *)bytes, (size_t)size};
}

/* Put the seal behind the last page, where no database looks. */
static int
seal(const struct index_writer *writer)
{
	struct span bytes = look_at_bytes(writer);
	char seal[INDEX_SEAL_BYTES];
	sqlite3_file *file = NULL;
	int result = sqlite3_file_control(
	    writer->database, "main", SQLITE_FCNTL_FILE_POINTER, &file);

	if (result != SQLITE_OK || file == NULL || bytes.ptr == NULL)
		return SQLITE_ERROR;
	index_seal_make(seal, bytes);
	return file->pMethods->xWrite(
	    file, seal, sizeof seal, (sqlite3_int64)bytes.len);
}

bool
index_writer_finish(struct index_writer *writer, struct span *sealed)
{
	end_scope(writer);
	if (!writer->failed)
		note(writer,
		    sqlite3_exec(writer->database, "COMMIT", NULL, NULL, NULL));
	if (!writer->failed)
		note(writer, seal(writer));
	*sealed = look_at_bytes(writer);
	return !writer->failed && sealed->ptr != NULL;
}

void
index_writer_free(struct index_writer *writer)
{
	if (writer == NULL)
		return;
	sqlite3_finalize(writer->add_section);
	sqlite3_finalize(writer->add_onward);
	sqlite3_close(writer->database);
	index_words_free(writer->words);
	free(writer);
}
