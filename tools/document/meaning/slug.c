/*
 * A slug is what is left of a heading when only letters and digits count.
 */
#include "slug.h"

#include "translit.h"

static bool
is_slug_byte(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

bool
slug_is_valid(struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!is_slug_byte(text.ptr[i]) && text.ptr[i] != '-')
			return false;
	return text.len > 0 && text.len <= SLUG_MAX;
}

/* Append the words of ASCII ${text}. */
static void
append_words(struct buffer *out, struct span text)
{
	size_t start = out->len;
	bool needs_hyphen = false;

	for (size_t i = 0; i < text.len; i++) {
		char byte = text.ptr[i];

		if (byte >= 'A' && byte <= 'Z')
			byte = (char)(byte - 'A' + 'a');
		if (is_slug_byte(byte)) {
			if (needs_hyphen && out->len > start)
				buffer_append_byte(out, '-');
			buffer_append_byte(out, byte);
			needs_hyphen = false;
		} else if (byte != '\'') {
			needs_hyphen = true;
		}
	}
}

void
slug_append(struct buffer *out, struct span text,
    const struct translit_language *language)
{
	struct buffer ascii = BUFFER_EMPTY;
	size_t start = out->len;

	translit_to_ascii(&ascii, text, language);
	append_words(out, buffer_span(&ascii));
	buffer_free(&ascii);
	if (out->len - start <= SLUG_MAX)
		return;

	struct span words = {out->ptr + start, SLUG_MAX + 1};
	size_t hyphen = span_find_last(words, '-');
	out->len = start + (hyphen < words.len ? hyphen : SLUG_MAX);
}
