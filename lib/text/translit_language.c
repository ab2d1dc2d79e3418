/*
 * The languages that transliteration knows; see translit_language.h.
 */
#include "translit_language.h"

#include <string.h>

#include "translit_cyrillic.h"

static const struct translit_language neutral = {.tags = ""};

/*
 * A page that does not say its language may well be Spanish, and "anos" is
 * worse than "El Ninio".
 */
static const struct translit_language unknown = {
    .tags = "", .letters = &translit_letters_spanish};

static const struct translit_language languages[] = {
    {"en", .words = translit_words_english, .dots_decimals = true},
    {"es", .letters = &translit_letters_spanish,
	.words = translit_words_spanish, .has_ordinals = true},
    {"fr", .words = translit_words_french, .pads_quotes = true},
    {"de", .letters = &translit_letters_german, .words = translit_words_german},
    {"it", .words = translit_words_italian, .has_ordinals = true,
	.ends_accented = true},
    {"pt", .words = translit_words_portuguese, .has_ordinals = true,
	.ends_accented = true},
    {"nl fy", .words = translit_words_dutch},
    {"pl", .words = translit_words_polish},
    {"sv", .letters = &translit_letters_nordic,
	.words = translit_words_swedish},
    {"da", .letters = &translit_letters_nordic, .words = translit_words_danish},
    {"nb nn no", .letters = &translit_letters_nordic,
	.words = translit_words_norwegian},
    {"fi", .letters = &translit_letters_nordic,
	.words = translit_words_finnish},
    {"el", .words = translit_words_greek, .is_greek = true},
    {"ru", .words = translit_words_russian},
    {"uk", .letters = &translit_cyrillic_ukrainian,
	.words = translit_words_ukrainian},
    {"bg", .letters = &translit_cyrillic_bulgarian,
	.words = translit_words_bulgarian},
    {"sr", .letters = &translit_cyrillic_serbian,
	.words = translit_words_serbian},
    {"be", .letters = &translit_cyrillic_belarusian},
    {"mk", .letters = &translit_cyrillic_macedonian},
    {"bs hr sh", .letters = &translit_letters_south_slavic},
    {"gsw lb nds bar", .letters = &translit_letters_german},
    {"fo", .letters = &translit_letters_nordic},
    {"is", .letters = &translit_letters_icelandic},
    {"ast gl", .letters = &translit_letters_spanish, .has_ordinals = true},
    {"eo", .letters = &translit_letters_esperanto},
};

/* Is ${subtag} one of the words in ${tags}? */
static bool
is_among(struct span subtag, const char *tags)
{
	struct span rest = span_from(tags);

	while (rest.len > 0) {
		struct span tag = {rest.ptr, span_find(rest, ' ')};

		if (span_equal_nocase(subtag, tag))
			return true;
		rest = span_skip(rest, tag.len + 1);
	}
	return false;
}

const struct translit_language *
translit_language_of(struct span tag)
{
	struct span subtag = {tag.ptr, span_find(tag, '-')};

	for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
		if (is_among(subtag, languages[i].tags))
			return &languages[i];
	}
	return tag.len == 0 ? &unknown : &neutral;
}

const char *
translit_language_word(
    const struct translit_language *language, enum translit_word word)
{
	if (language != NULL && language->words != NULL &&
	    language->words[word] != NULL)
		return language->words[word];
	return translit_words_neutral[word];
}
