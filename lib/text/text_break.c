/*
 * Where a line may break; see text_break.h.
 */
#include "text_break.h"

#include <stdbool.h>
#include <stdint.h>
#include <unilbrk.h>
#include <uniwidth.h>

#include "utf8.h"

/* What has been seen of the word that holds the present byte. */
struct word {
	bool has_content; /* a letter or digit: a hyphen now joins parts */
	bool is_url;
	char last; /* the last ASCII byte that is no space, or 0 */
};

static bool
is_ascii(char byte)
{
	return (unsigned char)byte < 0x80;
}

static bool
is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool
is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* LB13: no line ends before these, whatever spaces stand between. */
static const bool closes[128] = {
    ['!'] = true,
    [')'] = true,
    [','] = true,
    ['.'] = true,
    ['/'] = true,
    [':'] = true,
    [';'] = true,
    ['?'] = true,
    [']'] = true,
    ['}'] = true,
};

/* LB14: nor after these. */
static const bool opens[128] = {
    ['('] = true,
    ['['] = true,
    ['{'] = true,
};

/* May a line end between two ASCII bytes? */
static bool
may_break(const struct word *word, char before, char after)
{
	if (before == ' ')
		return after != ' ' && !closes[(unsigned char)after] &&
		       !opens[(unsigned char)word->last];
	return before == '-' && is_letter(after) && word->has_content &&
	       !word->is_url;
}

/* Take note of the byte at ${i}. */
static void
follow_word(struct word *word, struct span text, size_t i)
{
	char byte = text.ptr[i];

	if (byte == ' ' || !is_ascii(byte)) {
		*word = (struct word){
		    .has_content = byte != ' ',
		    .last = byte == ' ' ? word->last : '\0',
		};
		return;
	}
	word->last = byte;
	if (is_letter(byte) || is_digit(byte))
		word->has_content = true;
	else if (byte == ':' && text.len - i >= 3 && text.ptr[i + 1] == '/' &&
		 text.ptr[i + 2] == '/')
		word->is_url = true;
}

void
text_break_find(char breaks[TEXT_BREAK_BYTES_MAX], struct span text)
{
	struct word word = {0};
	bool ascii = utf8_is_ascii(text);

	if (!ascii)
		u8_possible_linebreaks(
		    (const uint8_t *)text.ptr, text.len, "UTF-8", breaks);
	for (size_t i = 0; i < text.len; i++) {
		char before = i > 0 ? text.ptr[i - 1] : '\0';

		if (is_letter(before) && is_letter(text.ptr[i])) {
			/* Most bytes: nothing ends, nothing begins. */
			breaks[i] = 0;
			continue;
		}
		if (i == 0)
			breaks[i] = 0;
		else if (ascii || (is_ascii(before) && is_ascii(text.ptr[i])))
			breaks[i] = may_break(&word, before, text.ptr[i]);
		else
			breaks[i] = breaks[i] == UC_BREAK_POSSIBLE ||
				    breaks[i] == UC_BREAK_MANDATORY;
		follow_word(&word, text, i);
	}
}

size_t
text_break_columns(struct span text)
{
	size_t columns = 0;

	if (utf8_is_ascii(text))
		return text.len;
	while (text.len > 0) {
		uint32_t character = 0;
		size_t len = utf8_decode(&character, text);
		int width = uc_width(character, "UTF-8");

		columns += width > 0 ? (size_t)width : 0;
		text = span_skip(text, len > 0 ? len : 1);
	}
	return columns;
}
