/*
 * What the server does with a character, and with a tab, is asked here.
 */
#include "gopher_fit.h"

#include <uniwidth.h>

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

/* Has the character a form of its own, or none that is to be judged? */
static bool
has_form(struct gopher_fit *fit, uint32_t character, struct span bytes)
{
	uint8_t bit = (uint8_t)(1 << character % 8);
	bool has_bit = character < 0x10000;

	if (has_bit && (fit->known[character / 8] & bit) != 0)
		return true;
	if (!is_attached(character) &&
	    translit_find_kept(bytes, NULL) < bytes.len)
		return false;
	if (has_bit)
		fit->known[character / 8] |= bit;
	return true;
}

/* Is there nothing to judge, as far as single characters tell? */
static bool
is_plain(struct gopher_fit *fit, struct span text)
{
	for (size_t at = 0; at < text.len;) {
		struct span rest = span_skip(text, at);
		uint32_t character;

		if ((unsigned char)rest.ptr[0] < 0x80) {
			at++;
			continue;
		}
		rest.len = utf8_decode(&character, rest);
		if (rest.len == 0)
			rest.len = 1;
		else if (!has_form(fit, character, rest))
			return false;
		at += rest.len;
	}
	return true;
}

size_t
gopher_fit_foreign(struct gopher_fit *fit, struct span text)
{
	return is_plain(fit, text) ? text.len : translit_find_kept(text, NULL);
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
