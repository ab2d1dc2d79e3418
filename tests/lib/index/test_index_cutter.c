/*
 * Words are cut where unicode61 cuts them, whatever way was taken: a snippet's
 * words, which it cuts alone, stand where the indexed ones do.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "buffer.h"
#include "index_cutter.h"
#include "index_sqlite.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define TEXTS 20000

struct fixture {
	sqlite3 *database;
	struct index_cutting cutting;
	Fts5Tokenizer *tokenizer;
};

static fts5_api *
find_api(sqlite3 *database)
{
	fts5_api *api = NULL;
	sqlite3_stmt *statement;

	assert_int_equal(sqlite3_prepare_v2(
			     database, "SELECT fts5(?1)", -1, &statement, NULL),
	    SQLITE_OK);
	sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
	sqlite3_step(statement);
	sqlite3_finalize(statement);
	assert_non_null(api);
	return api;
}

static int
set_up(void **state)
{
	static struct fixture fixture;

	assert_true(index_sqlite_open());
	assert_int_equal(
	    sqlite3_open(":memory:", &fixture.database), SQLITE_OK);
	assert_int_equal(index_unicode_find(&fixture.cutting.unicode,
			     find_api(fixture.database)),
	    SQLITE_OK);
	assert_int_equal(
	    index_cutter_create(&fixture.cutting, NULL, 0, &fixture.tokenizer),
	    SQLITE_OK);
	*state = &fixture;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *fixture = *state;

	index_cutter_delete(fixture->tokenizer);
	sqlite3_close(fixture->database);
	return 0;
}

/* Note where a word stands: "0-4 ". */
static int
note_place(void *arg, int flags, const char *token, int len, int start, int end)
{
	(void)token;
	(void)len;
	if ((flags & FTS5_TOKEN_COLOCATED) == 0)
		buffer_printf(arg, "%d-%d ", start, end);
	return SQLITE_OK;
}

/* The same with the word. */
static int
note_word(void *arg, int flags, const char *token, int len, int start, int end)
{
	buffer_printf(arg, "%.*s ", len, token);
	return note_place(arg, flags, token, len, start, end);
}

static void
cut(struct buffer *out, const struct fixture *fixture, int purpose,
    struct span text, index_token_callback *note)
{
	buffer_clear(out);
	assert_int_equal(index_cutter_tokenize(fixture->tokenizer, out, purpose,
			     text.ptr, (int)text.len, note),
	    SQLITE_OK);
	buffer_append_byte(out, '\0');
}

static void
test_words(void **state)
{
#define TEN "abcdefghij"
#define SIXTY TEN TEN TEN TEN TEN TEN
	static const struct {
		const char *text, *words;
	} rows[] = {
	    {"", ""},
	    {" -- ", ""},
	    {"Two Words", "two 0-3 words 4-9 "},
	    {"don't", "don 0-3 t 4-5 "},
	    {"a_b-2c", "a 0-1 b 2-3 2c 4-6 "},
	    {"na\xc3\xafve!", "naive 0-6 "},
	    {"x\xe2\x80\x93y", "x 0-1 y 4-5 "},
	    {"a\xe6\xbc\xa2z", "a 0-1 \xe6\xbc\xa2 1-4 z 4-5 "},
	    {SIXTY "abcd.", SIXTY "abcd 0-64 "},
	    {SIXTY "abcde.", SIXTY "abcd 0-65 "},
	};
	struct buffer out = BUFFER_EMPTY;

	for (size_t i = 0; i < COUNT(rows); i++) {
		cut(&out, *state, FTS5_TOKENIZE_DOCUMENT,
		    span_from(rows[i].text), note_word);
		assert_string_equal(out.ptr, rows[i].words);
	}
	buffer_free(&out);
}

/* Texts of all that decides, put together by chance, the same each time. */
static void
test_places(void **state)
{
	const struct span parts[] = {SPAN("a"), SPAN("Z9"), SPAN(" "),
	    SPAN("-"), SPAN("'"), SPAN("_"), SPAN("\n"), SPAN("\0"),
	    SPAN("\x7f"), SPAN("\xc3\xa9"), SPAN("\xcc\x81"),
	    SPAN("\xe2\x80\x99"), SPAN("\xc2\xa0"), SPAN("\xe6\xbc\xa2"),
	    SPAN("\xe0\xb8\x81"), SPAN("\xd0\xb6"), SPAN("\xf0\x9f\x98\x80"),
	    SPAN("\xc3"), SPAN("\xff"), SPAN("\x80")};
	struct buffer text = BUFFER_EMPTY, places = BUFFER_EMPTY,
		      expected = BUFFER_EMPTY;
	uint32_t chance = 1;

	for (int i = 0; i < TEXTS; i++) {
		buffer_clear(&text);
		for (int count = i % 12; count > 0; count--) {
			chance = chance * 1664525 + 1013904223;
			buffer_append(
			    &text, parts[(chance >> 16) % COUNT(parts)]);
		}
		/* What has no spaces is cut into characters there only. */
		cut(&expected, *state, FTS5_TOKENIZE_AUX, buffer_span(&text),
		    note_place);
		cut(&places, *state, FTS5_TOKENIZE_DOCUMENT, buffer_span(&text),
		    note_place);
		assert_string_equal(places.ptr, expected.ptr);
	}
	buffer_free(&text);
	buffer_free(&places);
	buffer_free(&expected);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_words, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_places, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
