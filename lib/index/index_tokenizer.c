#include "index_tokenizer.h"

#include "index_cutter.h"
#include "index_form.h"
#include "index_script.h"
#include "index_sqlite.h"

#define NAME "lozenge"

/* FTS5's interface; NULL if this SQLite has none, or no memory. */
static fts5_api *
find_api(sqlite3 *database)
{
	fts5_api *api = NULL;
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(
		database, "SELECT fts5(?1)", -1, &statement, NULL) != SQLITE_OK)
		return NULL;
	sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
	sqlite3_step(statement);
	sqlite3_finalize(statement);
	return api;
}

int
index_tokenizer_register(sqlite3 *database, struct index_words *words)
{
	fts5_tokenizer methods = {
	    index_cutter_create, index_cutter_delete, index_cutter_tokenize};
	fts5_api *api = find_api(database);
	struct index_cutting *context;
	int result;

	if (api == NULL)
		return SQLITE_ERROR;
	context = sqlite3_malloc(sizeof *context);
	if (context == NULL)
		return SQLITE_NOMEM;
	context->words = words;
	result = index_unicode_find(&context->unicode, api);
	if (result != SQLITE_OK) {
		sqlite3_free(context);
		return result;
	}
	return api->xCreateTokenizer(
	    api, NAME, context, &methods, sqlite3_free);
}

/* A text that is cut for whoever asks. */
struct cutting {
	struct index_former *former;
	bool (*each)(void *arg, const struct index_token *token);
	void *arg;
};

/* No error: whoever asks has seen enough. */
#define ENOUGH SQLITE_DONE

static int
tell_token(void *arg, int flags, const char *text, int len, int start, int end)
{
	const struct cutting *cutting = arg;
	struct index_token token = {.text = {text, (size_t)len}};
	struct index_form word, folded;
	int result;

	(void)flags;
	(void)start;
	(void)end;
	token.is_unspaced = index_script_has_unspaced(token.text);
	index_form_set(&word, token.text);
	word.len = index_script_strip(word.bytes, word.len);
	result =
	    index_former_fold(cutting->former, index_form_span(&word), &folded);
	if (result != SQLITE_OK)
		return result;
	token.folded = index_form_span(&folded);
	return cutting->each(cutting->arg, &token) ? SQLITE_OK : ENOUGH;
}

int
index_tokenizer_cut(sqlite3 *database, struct span text,
    bool (*each)(void *arg, const struct index_token *token), void *arg)
{
	fts5_api *api = find_api(database);
	struct cutting cutting = {.each = each, .arg = arg};
	fts5_tokenizer methods;
	Fts5Tokenizer *tokenizer;
	void *context;
	int result;

	if (api == NULL)
		return SQLITE_ERROR;
	result = api->xFindTokenizer(api, NAME, &context, &methods);
	if (result == SQLITE_OK)
		result = methods.xCreate(context, NULL, 0, &tokenizer);
	if (result != SQLITE_OK)
		return result;
	cutting.former = index_cutter_former(tokenizer);
	result = methods.xTokenize(tokenizer, &cutting, FTS5_TOKENIZE_AUX,
	    text.ptr, (int)text.len, tell_token);
	methods.xDelete(tokenizer);
	return result == ENOUGH ? SQLITE_OK : result;
}
