/*
 * unicode61 is the measure: what is handed over is what it would cut.
 */
#include "index_cutter.h"

#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "index_form.h"
#include "index_script.h"
#include "index_words.h"
#include "utf8.h"

/* No word that is sought is longer: INDEX_QUERY_BYTES_MAX. */
#define SOUGHT_BYTES_MAX 256

struct cutter {
	const struct index_cutting *context;
	Fts5Tokenizer *exact; /* lower case, accents kept */
	struct index_former *former;
	/* What a byte is: a letter or digit in lower case; 0: a gap. */
	unsigned char kinds[256];
};

/* The kind of what is part of a character that is not in ASCII. */
#define BEYOND 0x80

/* One text that is being cut. */
struct job {
	struct cutter *cutter;
	int purpose; /* FTS5_TOKENIZE_... */
	const char *text;
	int base; /* where the part that is being cut begins */
	index_token_callback *emit;
	void *arg;
};

/* ---------- making and ending one ---------- */

void
index_cutter_delete(Fts5Tokenizer *tokenizer)
{
	struct cutter *cutter = (struct cutter *)tokenizer;

	index_unicode_free(&cutter->context->unicode, cutter->exact);
	index_former_free(cutter->former);
	free(cutter);
}

static void
set_kinds(unsigned char kinds[256])
{
	for (unsigned byte = 0; byte < BEYOND; byte++)
		if (ascii_is_alphanumeric((char)byte))
			kinds[byte] = (unsigned char)ascii_lower((char)byte);
	memset(kinds + BEYOND, BEYOND, 256 - BEYOND);
}

int
index_cutter_create(
    void *arg, const char **options, int count, Fts5Tokenizer **made)
{
	struct span lang = count > 0 ? span_from(options[0]) : SPAN("");
	struct cutter *cutter = calloc(1, sizeof *cutter);
	int result;

	if (cutter == NULL)
		return SQLITE_NOMEM;
	cutter->context = arg;
	set_kinds(cutter->kinds);
	result = index_unicode_make(
	    &cutter->context->unicode, false, &cutter->exact);
	if (result == SQLITE_OK)
		result = index_former_new(
		    &cutter->former, &cutter->context->unicode, lang);
	*made = (Fts5Tokenizer *)cutter;
	if (result != SQLITE_OK) {
		index_cutter_delete(*made);
		*made = NULL;
	}
	return result;
}

/* ---------- words ---------- */

/* Add a stem that is none of those before. */
static void
add_stem(struct index_stems *stems, const struct index_form *form)
{
	struct span stem = index_form_span(form);

	for (size_t i = 0; i < stems->count; i++)
		if (span_equal(stems->list[i], stem))
			return;
	stems->list[stems->count++] = stem;
}

/* Find the stems of a new word, which are in ${forms}; keep what is found. */
static int
study(const struct cutter *cutter, struct span text, struct index_forms *forms,
    struct index_stems *stems)
{
	struct index_words *words = cutter->context->words;
	int result = index_former_find(cutter->former, text, forms);

	if (result != SQLITE_OK)
		return result;
	add_stem(stems, &forms->stem);
	add_stem(stems, &forms->other);
	add_stem(stems, &forms->spelt);
	if (words != NULL && !index_words_add(words, text,
				 index_form_span(&forms->folded), stems))
		return SQLITE_NOMEM;
	return SQLITE_OK;
}

/* Hand over stems, all at one place. */
static int
emit_all(
    const struct job *job, const struct index_stems *stems, int start, int end)
{
	int result = SQLITE_OK;

	for (size_t i = 0; i < stems->count && result == SQLITE_OK; i++)
		result = job->emit(job->arg, i == 0 ? 0 : FTS5_TOKEN_COLOCATED,
		    stems->list[i].ptr, (int)stems->list[i].len, start, end);
	return result;
}

/* Hand over the stems of a new word. */
static int
emit_new(const struct job *job, struct span text, int start, int end)
{
	struct index_stems stems = {.count = 0};
	struct index_forms forms;
	int result = study(job->cutter, text, &forms, &stems);

	if (result == SQLITE_OK)
		result = emit_all(job, &stems, start, end);
	explicit_bzero(&forms, sizeof forms);
	return result;
}

/* Hand over a word by its stems.  Few are new: they are dealt with apart. */
static int
emit_stems(const struct job *job, struct span text, int start, int end)
{
	struct index_words *words = job->cutter->context->words;
	struct index_stems stems;

	if (words != NULL && index_words_meet(words, text, &stems))
		return emit_all(job, &stems, start, end);
	return emit_new(job, text, start, end);
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

/* Let unicode61 cut a part of the text. */
static int
cut_part(const struct job *job, int start, int end, index_token_callback *take)
{
	struct cutter *cutter = job->cutter;
	struct job part = *job;

	part.base = start;
	return cutter->context->unicode.methods.xTokenize(cutter->exact, &part,
	    job->purpose, job->text + start, end - start, take);
}

/* Cut what lies between characters of scripts without spaces. */
static int
cut_run(const struct job *job, int start, int end)
{
	return start == end ? SQLITE_OK
			    : cut_part(job, start, end, take_plain_word);
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
	start += job->base;
	end += job->base;
	if (may_be_unspaced(token, len) &&
	    index_script_has_unspaced((struct span){token, (size_t)len}))
		return cut_unspaced(job, start, end);
	return emit_word(job, token, len, start, end);
}

/* ---------- most words are short, and in ASCII ---------- */

/*
 * Hand over a text word by word, as unicode61 cuts it, which is asked for what
 * is not that simple: gaps in ASCII are gaps to it, whatever is beside them.
 */
static int
cut_text(const struct job *job, int len)
{
	const unsigned char *kinds = job->cutter->kinds;
	char word[INDEX_FORM_MAX];
	int result = SQLITE_OK;

	for (int at = 0; at < len && result == SQLITE_OK; at++) {
		unsigned char seen = 0, kind;
		int start = at;

		while (at < len &&
		       (kind = kinds[(unsigned char)job->text[at]]) != 0) {
			if (at - start < INDEX_FORM_MAX)
				word[at - start] = (char)kind;
			seen |= kind;
			at++;
		}
		if ((seen & BEYOND) != 0 || at - start > INDEX_FORM_MAX)
			result = cut_part(job, start, at, take_word);
		else if (at > start)
			result = emit_stems(job,
			    (struct span){word, (size_t)(at - start)}, start,
			    at);
	}
	explicit_bzero(word, sizeof word);
	return result;
}

static int
ignore_token(
    void *arg, int flags, const char *token, int len, int start, int end)
{
	(void)arg;
	(void)flags;
	(void)token;
	(void)len;
	(void)start;
	(void)end;
	return SQLITE_OK;
}

/*
 * Put something else where unicode61 and Snowball keep the last word that they
 * had: what a reader seeks does not stay.  It is as long as a query can be, and
 * has an accent, for what is asked about words with accents alone.
 */
static void
forget_words(struct cutter *cutter)
{
	char word[SOUGHT_BYTES_MAX];
	struct job job = {.cutter = cutter, .text = word, .emit = ignore_token};

	memset(word, 'x', sizeof word);
	memcpy(word, "\xc3\xa9", 2);
	cut_part(&job, 0, sizeof word, take_word);
}

int
index_cutter_tokenize(Fts5Tokenizer *tokenizer, void *arg, int purpose,
    const char *text, int len, index_token_callback *emit)
{
	struct job job = {
	    .cutter = (struct cutter *)tokenizer,
	    .purpose = purpose,
	    .text = text,
	    .emit = emit,
	    .arg = arg,
	};

	int result;

	/* A snippet is made of words as they are written. */
	if ((purpose & FTS5_TOKENIZE_AUX) != 0)
		return cut_part(&job, 0, len, take_word);
	result = cut_text(&job, len);
	if ((purpose & FTS5_TOKENIZE_QUERY) != 0)
		forget_words(job.cutter);
	return result;
}

struct index_former *
index_cutter_former(Fts5Tokenizer *tokenizer)
{
	return ((struct cutter *)tokenizer)->former;
}
