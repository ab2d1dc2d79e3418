#include "index_form.h"

#include <stdlib.h>
#include <string.h>

#include "index_stemmer.h"
#include "index_unicode.h"
#include "translit.h"
#include "translit_language.h"
#include "utf8.h"

struct index_former {
	const struct index_unicode *unicode;
	Fts5Tokenizer *folding; /* takes accents off */
	struct index_stemmer *stemmer;
	const struct translit_language *language; /* how it spells in ASCII */
};

/* ---------- one form ---------- */

struct span
index_form_span(const struct index_form *form)
{
	return (struct span){form->bytes, form->len};
}

void
index_form_set(struct index_form *form, struct span text)
{
	size_t len = text.len;

	if (len > sizeof form->bytes) {
		len = sizeof form->bytes;
		while (len > 0 && (text.ptr[len] & 0xc0) == 0x80)
			len--;
	}
	memcpy(form->bytes, text.ptr, len);
	form->len = len;
}

/* ---------- what finds them ---------- */

int
index_former_new(struct index_former **made,
    const struct index_unicode *unicode, struct span lang)
{
	struct index_former *former = calloc(1, sizeof *former);
	int result = SQLITE_NOMEM;

	*made = former;
	if (former == NULL)
		return result;
	former->unicode = unicode;
	former->language = translit_language_of(lang);
	former->stemmer = index_stemmer_new(lang);
	if (former->stemmer != NULL)
		result = index_unicode_make(unicode, true, &former->folding);
	return result;
}

void
index_former_free(struct index_former *former)
{
	if (former == NULL)
		return;
	index_unicode_free(former->unicode, former->folding);
	index_stemmer_free(former->stemmer);
	free(former);
}

/* ---------- finding ---------- */

static int
take_first(void *arg, int flags, const char *token, int len, int start, int end)
{
	struct index_form *word = arg;

	(void)flags;
	(void)start;
	(void)end;
	if (word->len == 0)
		index_form_set(word, (struct span){token, (size_t)len});
	return SQLITE_OK;
}

/* The word in ASCII, as far as it has such a form in the language. */
static bool
spell(struct index_form *word, const struct translit_language *language)
{
	struct buffer ascii = BUFFER_EMPTY;

	translit_to_ascii(&ascii, index_form_span(word), language);
	if (!ascii.failed && ascii.len > 0)
		index_form_set(word, buffer_span(&ascii));
	buffer_free(&ascii);
	return !ascii.failed;
}

int
index_former_fold(
    struct index_former *former, struct span word, struct index_form *folded)
{
	int result;

	index_form_set(folded, word);
	if (utf8_is_ascii(word))
		return SQLITE_OK;
	folded->len = 0;
	result = former->unicode->methods.xTokenize(former->folding, folded,
	    FTS5_TOKENIZE_AUX, word.ptr, (int)word.len, take_first);
	if (result != SQLITE_OK)
		return result;
	if (folded->len == 0)
		index_form_set(folded, word);
	/* What is no accent to take off: ligatures, strokes, other alphabets.
	 */
	if (!utf8_is_ascii(index_form_span(folded)) && !spell(folded, NULL))
		return SQLITE_NOMEM;
	return SQLITE_OK;
}

/* The stem of the text, without accents too. */
static int
stem(struct index_former *former, struct span text, struct index_form *stemmed)
{
	struct span found = index_stemmer_stem(former->stemmer, text);

	return found.len == 0 ? SQLITE_NOMEM
			      : index_former_fold(former, found, stemmed);
}

/* The stem of the text as its language spells it in ASCII. */
static int
stem_spelt(
    struct index_former *former, struct span text, struct index_form *stemmed)
{
	struct index_form spelt;

	index_form_set(&spelt, text);
	if (!spell(&spelt, former->language))
		return SQLITE_NOMEM;
	return stem(former, index_form_span(&spelt), stemmed);
}

int
index_former_find(
    struct index_former *former, struct span word, struct index_forms *forms)
{
	int result = stem(former, word, &forms->stem);

	/* Without accents: the rest would be found to be the same. */
	if (result == SQLITE_OK && utf8_is_ascii(word)) {
		index_form_set(&forms->folded, word);
		forms->other = forms->spelt = forms->stem;
		return SQLITE_OK;
	}
	if (result == SQLITE_OK)
		result = index_former_fold(former, word, &forms->folded);
	if (result == SQLITE_OK)
		result = stem(
		    former, index_form_span(&forms->folded), &forms->other);
	if (result == SQLITE_OK)
		result = stem_spelt(former, word, &forms->spelt);
	return result;
}
