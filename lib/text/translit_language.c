/*
 * The languages that transliteration knows; see translit_language.h.
 */
#include "translit_language.h"

#include <string.h>

#include "translit_cyrillic.h"

#define LETTERS(name) .letters = &translit_letters_##name
#define CYRILLIC(name) .letters = &translit_cyrillic_##name
#define WORDS(name) .words = translit_words_##name

static const struct translit_language neutral = {.tags = ""};

/*
 * A page that does not say its language may well be Spanish, and "anos" is
 * worse than "El Ninio".
 */
static const struct translit_language unknown = {.tags = "", LETTERS(spanish)};

static const struct translit_language languages[] = {
    {"en", WORDS(english), .dots_decimals = true},
    {"es", LETTERS(spanish), WORDS(spanish), .has_ordinals = true},
    {"fr", WORDS(french), .pads_quotes = true},
    {"de", LETTERS(german), WORDS(german)},
    {"it", WORDS(italian), .has_ordinals = true, .ends_accented = true},
    {"pt", WORDS(portuguese), .has_ordinals = true, .ends_accented = true},
    {"nl fy", WORDS(dutch)},
    {"pl", WORDS(polish)},
    {"sv", LETTERS(nordic), WORDS(swedish)},
    {"da", LETTERS(nordic), WORDS(danish)},
    {"nb nn no", LETTERS(nordic), WORDS(norwegian)},
    {"fi", LETTERS(nordic), WORDS(finnish)},
    {"el", WORDS(greek), .is_greek = true},
    {"ru", WORDS(russian)},
    {"uk", CYRILLIC(ukrainian), WORDS(ukrainian)},
    {"bg", CYRILLIC(bulgarian), WORDS(bulgarian)},
    {"sr", CYRILLIC(serbian), WORDS(serbian)},
    {"be", CYRILLIC(belarusian)},
    {"mk", CYRILLIC(macedonian)},
    {"bs hr sh", LETTERS(south_slavic)},
    {"gsw lb nds bar", LETTERS(german)},
    {"fo", LETTERS(nordic)},
    {"is", LETTERS(icelandic)},
    {"ast gl", LETTERS(spanish), .has_ordinals = true},
    {"eo", LETTERS(esperanto)},
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
