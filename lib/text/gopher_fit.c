/*
 * What the server does with a character, and with a tab, is asked here.
 */
#include "gopher_fit.h"

#include <uniwidth.h>

#include "script.h"
#include "text_layout.h"
#include "translit.h"
#include "translit_class.h"
#include "utf8.h"

#define TAB_COLUMNS 8

/* Does it go with the character before it, whatever that is? */
static bool
is_attached(uint32_t character)
{
	switch (translit_class_of(character)) {
	case TRANSLIT_MARK:
	case TRANSLIT_JOINER:
	case TRANSLIT_NEVER_SEEN:
		return true;
	case TRANSLIT_SEEN:
	case TRANSLIT_MEANINGFUL_MARK:
	case TRANSLIT_NO_BREAK_SPACE:
		break;
	}
	return false;
}

void
gopher_fit_speak(struct gopher_fit *fit, struct span tag)
{
	const struct script_language *own = script_of_language(tag);

	if (fit->own == own)
		return;
	*fit = (struct gopher_fit){.own = own};
}

/* Has the character a form of its own, or none that is to be judged? */
static bool
has_form(struct gopher_fit *fit, uint32_t character, struct span bytes)
{
	uint8_t bit = (uint8_t)(1 << character % 8);
	bool has_bit = character < 0x10000;

	if (has_bit && (fit->known[character / 8] & bit) != 0)
		return true;
	if (!is_attached(character) && !script_is_own(character, fit->own) &&
	    translit_find_kept(bytes, NULL) < bytes.len)
		return false;
	if (has_bit)
		fit->known[character / 8] |= bit;
	return true;
}

/* The length of the character at the start of ${text}; is it to be judged? */
static size_t
look_at(struct gopher_fit *fit, struct span text, bool *is_foreign)
{
	uint32_t character;
	size_t length = 1;

	*is_foreign = false;
	if ((unsigned char)text.ptr[0] < 0x80)
		return length;
	length = utf8_decode(&character, text);
	if (length == 0)
		return 1;
	*is_foreign =
	    !has_form(fit, character, (struct span){text.ptr, length});
	return length;
}

/* Is what stands at the start of ${text} no part of a word that is asked about:
 * a space, or a character of the reader's own? */
static bool
parts_words(const struct gopher_fit *fit, struct span text)
{
	uint32_t character;

	if ((unsigned char)text.ptr[0] < 0x80)
		return text.ptr[0] == ' ';
	return fit->own != NULL && utf8_decode(&character, text) > 0 &&
	       script_is_own(character, fit->own);
}

/*
 * A character that has no form alone may have one with those around it, as the
 * key caps have: then its whole word is asked about, once.
 */
size_t
gopher_fit_foreign(struct gopher_fit *fit, struct span text)
{
	size_t word = 0;
	bool is_foreign;

	for (size_t at = 0; at < text.len;) {
		struct span rest = span_skip(text, at);

		at += look_at(fit, rest, &is_foreign);
		if (parts_words(fit, rest))
			word = at;
		if (!is_foreign)
			continue;
		while (at < text.len && !parts_words(fit, span_skip(text, at)))
			at++;

		struct span asked = {text.ptr + word, at - word};
		size_t kept = translit_find_kept(asked, NULL);
		if (kept < asked.len)
			return word + kept;
	}
	return text.len;
}

/* Step over the character at the start of ${text}; its length. */
static size_t
step(size_t *column, struct span text)
{
	uint32_t character;
	size_t length = utf8_decode(&character, text);

	if (length == 0 || (character >= 0x20 && character < 0x7f)) {
		++*column;
		return 1;
	}
	if (character == '\t') {
		*column += TAB_COLUMNS - *column % TAB_COLUMNS;
		return 1;
	}

	int width = uc_width(character, "UTF-8");
	*column += width > 0 ? (size_t)width : 0;
	return length;
}

size_t
gopher_fit_columns(size_t column, struct span text)
{
	for (size_t at = 0; at < text.len;)
		at += step(&column, span_skip(text, at));
	return column;
}

size_t
gopher_fit_overflow(struct span text)
{
	size_t column = 0;

	for (size_t at = 0; at < text.len;) {
		size_t length = step(&column, span_skip(text, at));

		if (column > TEXT_WIDTH)
			return at;
		at += length;
	}
	return text.len;
}
