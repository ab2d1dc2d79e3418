#include "index_tokenizer.h"

#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "index_form.h"
#include "index_script.h"
#include "index_unicode.h"
#include "index_words.h"
#include "utf8.h"

#define NAME "lozenge"

/* What all tokenizers of a database share; the database owns it. */
struct context {
	struct index_unicode unicode;
	struct index_words *words;
};

struct cutter {
	const struct context *context;
	Fts5Tokenizer *exact; /* lower case, accents kept */
	struct index_former *former;
};

typedef int token_callback(
    void *arg, int flags, const char *token, int len, int start, int end);

/* One text that is being cut. */
struct job {
	struct cutter *cutter;
	int purpose; /* FTS5_TOKENIZE_... */
	const char *text;
	int base; /* where the part that is being cut begins */
	token_callback *emit;
	void *arg;
};

/* ---------- making and ending one ---------- */

static void
cutter_delete(Fts5Tokenizer *tokenizer)
{
	struct cutter *cutter = (struct cutter *)tokenizer;

	index_unicode_free(&cutter->context->unicode, cutter->exact);
	index_former_free(cutter->former);
	free(cutter);
}

static int
cutter_create(void *arg, const char **options, int count, Fts5Tokenizer **made)
{
	struct span lang = count > 0 ? span_from(options[0]) : SPAN("");
	struct cutter *cutter = calloc(1, sizeof *cutter);
	int result;

	if (cutter == NULL)
		return SQLITE_NOMEM;
	cutter->context = arg;
	result = index_unicode_make(
	    &cutter->context->unicode, false, &cutter->exact);
	if (result == SQLITE_OK)
		result = index_former_new(
		    &cutter->former, &cutter->context->unicode, lang);
	*made = (Fts5Tokenizer *)cutter;
	if (result != SQLITE_OK) {
		cutter_delete(*made);
		*made = NULL;
	}
	return result;
}

/* ---------- words ---------- */

/* Find the forms of the word, for this time and for the next. */
static int
study(const struct cutter *cutter, struct index_word *word,
    struct index_forms *forms)
{
	struct index_words *words = cutter->context->words;
	int result = index_former_find(cutter->former, word->text, forms);

	word->stem = index_form_span(&forms->stem);
	word->folded = index_form_span(&forms->folded);
	word->other = index_form_span(&forms->other);
	word->spelt = index_form_span(&forms->spelt);
	if (result == SQLITE_OK && words != NULL &&
	    !index_words_add(words, word))
		return SQLITE_NOMEM;
	return result;
}

/* Hand over a word by its stems, each once, all at one place. */
static int
emit_stems(const struct job *job, struct span text, int start, int end)
{
	struct cutter *cutter = job->cutter;
	struct index_words *words = cutter->context->words;
	const struct index_word *known =
	    words == NULL ? NULL : index_words_meet(words, text);
	struct index_word studied = {.text = text};
	struct index_forms forms;
	int result = SQLITE_OK;

	if (known == NULL) {
		result = study(cutter, &studied, &forms);
		known = &studied;
	}
	if (result == SQLITE_OK)
		result = job->emit(job->arg, 0, known->stem.ptr,
		    (int)known->stem.len, start, end);
	if (result == SQLITE_OK && !span_equal(known->other, known->stem))
		result = job->emit(job->arg, FTS5_TOKEN_COLOCATED,
		    known->other.ptr, (int)known->other.len, start, end);
	if (result == SQLITE_OK && !span_equal(known->spelt, known->stem) &&
	    !span_equal(known->spelt, known->other))
		result = job->emit(job->arg, FTS5_TOKEN_COLOCATED,
		    known->spelt.ptr, (int)known->spelt.len, start, end);
	return result;
}

/* Hand over a word that unicode61 has cut, or, for a snippet, its place. */
static int
emit_word(const struct job *job, const char *token, int len, int start, int end)
{
	struct index_form word;

	if ((job->purpose & FTS5_TOKENIZE_AUX) != 0)
		return job->emit(job->arg, 0, token, len, start, end);
	index_form_set(&word, (struct span){token, (size_t)len});
	if (!utf8_is_ascii(index_form_span(&word)))
		word.len = index_script_strip(word.bytes, word.len);
	if (word.len == 0)
		return job->emit(job->arg, 0, token, len, start, end);
	return emit_stems(job, index_form_span(&word), start, end);
}

static int
take_plain_word(
    void *arg, int flags, const char *token, int len, int start, int end)
{
	const struct job *job = arg;

	(void)flags;
	return emit_word(job, token, len, job->base + start, job->base + end);
}

/* Cut what lies between characters of scripts without spaces. */
static int
cut_run(const struct job *job, int start, int end)
{
	struct cutter *cutter = job->cutter;
	struct job part = *job;

	if (start == end)
		return SQLITE_OK;
	part.base = start;
	return cutter->context->unicode.methods.xTokenize(cutter->exact, &part,
	    job->purpose, job->text + start, end - start, take_plain_word);
}

/* Cut a stretch that has characters of scripts without spaces. */
static int
cut_unspaced(const struct job *job, int start, int end)
{
	int run = start;
	int result = SQLITE_OK;

	for (int at = start; at < end && result == SQLITE_OK;) {
		struct span rest = {job->text + at, (size_t)(end - at)};
		uint32_t character = 0;
		int len = (int)utf8_decode(&character, rest);

		if (len == 0)
			len = 1;
		if (index_script_is_unspaced(character)) {
			result = cut_run(job, run, at);
			if (result == SQLITE_OK)
				result = job->emit(
				    job->arg, 0, rest.ptr, len, at, at + len);
			run = at + len;
		}
		at += len;
	}
	return result == SQLITE_OK ? cut_run(job, run, end) : result;
}

/* These scripts all begin at U+0E00, three bytes of UTF-8. */
static bool
may_be_unspaced(const char *text, int len)
{
	for (int i = 0; i < len; i++)
		if ((unsigned char)text[i] >= 0xe0)
			return true;
	return false;
}

static int
take_word(void *arg, int flags, const char *token, int len, int start, int end)
{
	const struct job *job = arg;

	(void)flags;
	if (may_be_unspaced(token, len) &&
	    index_script_has_unspaced((struct span){token, (size_t)len}))
		return cut_unspaced(job, start, end);
	return emit_word(job, token, len, start, end);
}

static int
cutter_tokenize(Fts5Tokenizer *tokenizer, void *arg, int purpose,
    const char *text, int len, token_callback *emit)
{
	struct cutter *cutter = (struct cutter *)tokenizer;
	struct job job = {
	    .cutter = cutter,
	    .purpose = purpose,
	    .text = text,
	    .emit = emit,
	    .arg = arg,
	};

	return cutter->context->unicode.methods.xTokenize(
	    cutter->exact, &job, purpose, text, len, take_word);
}

/* ---------- for a database ---------- */

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
	    cutter_create, cutter_delete, cutter_tokenize};
	fts5_api *api = find_api(database);
	struct context *context;
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
	struct cutter *cutter;
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
	result = index_former_fold(
	    cutting->cutter->former, index_form_span(&word), &folded);
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
	cutting.cutter = (struct cutter *)tokenizer;
	result = methods.xTokenize(tokenizer, &cutting, FTS5_TOKENIZE_AUX,
	    text.ptr, (int)text.len, tell_token);
	methods.xDelete(tokenizer);
	return result == ENOUGH ? SQLITE_OK : result;
}
