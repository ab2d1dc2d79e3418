#include "index_tokenizer.h"

#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "index_script.h"
#include "index_stemmer.h"
#include "index_words.h"
#include "translit.h"
#include "translit_language.h"
#include "utf8.h"

#define NAME "lozenge"

/* Vowel signs of Indian scripts are part of a word, not its end. */
#define CATEGORIES "L* N* Co M*"

/* What all tokenizers of a database share; the database owns it. */
struct context {
	fts5_tokenizer unicode;
	void *unicode_arg;
	struct index_words *words;
};

struct cutter {
	const struct context *context;
	Fts5Tokenizer *exact;   /* lower case, accents kept */
	Fts5Tokenizer *folding; /* without accents */
	struct index_stemmer *stemmer;
	const struct translit_language *language; /* how it spells in ASCII */
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

struct word {
	char bytes[INDEX_TOKEN_MAX];
	size_t len;
};

static struct span
word_span(const struct word *word)
{
	return (struct span){word->bytes, word->len};
}

/* Keep the beginning of the text, in whole characters. */
static void
set_word(struct word *word, struct span text)
{
	size_t len = text.len;

	if (len > sizeof word->bytes) {
		len = sizeof word->bytes;
		while (len > 0 && (text.ptr[len] & 0xc0) == 0x80)
			len--;
	}
	memcpy(word->bytes, text.ptr, len);
	word->len = len;
}

/* ---------- making and ending one ---------- */

static void
cutter_delete(Fts5Tokenizer *tokenizer)
{
	struct cutter *cutter = (struct cutter *)tokenizer;

	if (cutter->exact != NULL)
		cutter->context->unicode.xDelete(cutter->exact);
	if (cutter->folding != NULL)
		cutter->context->unicode.xDelete(cutter->folding);
	index_stemmer_free(cutter->stemmer);
	free(cutter);
}

static int
make_unicode(
    const struct context *context, const char *fold, Fts5Tokenizer **made)
{
	const char *args[] = {
	    "remove_diacritics", fold, "categories", CATEGORIES};

	return context->unicode.xCreate(context->unicode_arg, args, 4, made);
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
	result = make_unicode(cutter->context, "0", &cutter->exact);
	if (result == SQLITE_OK)
		result = make_unicode(cutter->context, "2", &cutter->folding);
	cutter->stemmer = index_stemmer_new(lang);
	cutter->language = translit_language_of(lang);
	if (result == SQLITE_OK && cutter->stemmer == NULL)
		result = SQLITE_NOMEM;
	*made = (Fts5Tokenizer *)cutter;
	if (result != SQLITE_OK) {
		cutter_delete(*made);
		*made = NULL;
	}
	return result;
}

/* ---------- words ---------- */

static int
take_first(void *arg, int flags, const char *token, int len, int start, int end)
{
	struct word *word = arg;

	(void)flags;
	(void)start;
	(void)end;
	if (word->len == 0)
		set_word(word, (struct span){token, (size_t)len});
	return SQLITE_OK;
}

/* The word in ASCII, as far as it has such a form in the language. */
static bool
spell(struct word *word, const struct translit_language *language)
{
	struct buffer ascii = BUFFER_EMPTY;

	translit_to_ascii(&ascii, word_span(word), language);
	if (!ascii.failed && ascii.len > 0)
		set_word(word, buffer_span(&ascii));
	buffer_free(&ascii);
	return !ascii.failed;
}

/* The word without accents. */
static int
fold(struct cutter *cutter, struct span text, struct word *folded)
{
	int result;

	set_word(folded, text);
	if (utf8_is_ascii(text))
		return SQLITE_OK;
	folded->len = 0;
	result = cutter->context->unicode.xTokenize(cutter->folding, folded,
	    FTS5_TOKENIZE_AUX, text.ptr, (int)text.len, take_first);
	if (result != SQLITE_OK)
		return result;
	if (folded->len == 0)
		set_word(folded, text);
	/* What is no accent to take off: ligatures, strokes, other alphabets.
	 */
	if (!utf8_is_ascii(word_span(folded)) && !spell(folded, NULL))
		return SQLITE_NOMEM;
	return SQLITE_OK;
}

/* The stem of the text, without accents too. */
static int
stem(struct cutter *cutter, struct span text, struct word *stemmed)
{
	struct span found = index_stemmer_stem(cutter->stemmer, text);

	return found.len == 0 ? SQLITE_NOMEM : fold(cutter, found, stemmed);
}

/* The stem of the text as its language spells it in ASCII. */
static int
stem_spelt(struct cutter *cutter, struct span text, struct word *stemmed)
{
	struct word spelt;

	set_word(&spelt, text);
	if (!spell(&spelt, cutter->language))
		return SQLITE_NOMEM;
	return stem(cutter, word_span(&spelt), stemmed);
}

/* What the texts of a word that is being studied point into. */
struct study {
	struct word stem, folded, other, spelt;
};

/* Find out what is to be known of the word. */
static int
study(struct cutter *cutter, struct index_word *word, struct study *room)
{
	struct index_words *words = cutter->context->words;
	int result = stem(cutter, word->text, &room->stem);

	if (result == SQLITE_OK)
		result = fold(cutter, word->text, &room->folded);
	if (result == SQLITE_OK)
		result = stem(cutter, word_span(&room->folded), &room->other);
	room->spelt = room->other;
	if (result == SQLITE_OK && !utf8_is_ascii(word->text))
		result = stem_spelt(cutter, word->text, &room->spelt);
	word->stem = word_span(&room->stem);
	word->folded = word_span(&room->folded);
	word->other = word_span(&room->other);
	word->spelt = word_span(&room->spelt);
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
	struct study room;
	int result = SQLITE_OK;

	if (known == NULL) {
		result = study(cutter, &studied, &room);
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
	struct word word;

	if ((job->purpose & FTS5_TOKENIZE_AUX) != 0)
		return job->emit(job->arg, 0, token, len, start, end);
	set_word(&word, (struct span){token, (size_t)len});
	if (!utf8_is_ascii(word_span(&word)))
		word.len = index_script_strip(word.bytes, word.len);
	if (word.len == 0)
		return job->emit(job->arg, 0, token, len, start, end);
	return emit_stems(job, word_span(&word), start, end);
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
	return cutter->context->unicode.xTokenize(cutter->exact, &part,
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

	return cutter->context->unicode.xTokenize(
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
	result = api->xFindTokenizer(
	    api, "unicode61", &context->unicode_arg, &context->unicode);
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
	struct word word, folded;
	int result;

	(void)flags;
	(void)start;
	(void)end;
	token.is_unspaced = index_script_has_unspaced(token.text);
	set_word(&word, token.text);
	word.len = index_script_strip(word.bytes, word.len);
	result = fold(cutting->cutter, word_span(&word), &folded);
	if (result != SQLITE_OK)
		return result;
	token.folded = word_span(&folded);
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
