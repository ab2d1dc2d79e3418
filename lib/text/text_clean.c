/*
 * Text made fit to be shown; see text_clean.h.
 */
#include "text_clean.h"

#include <stdint.h>

#include "utf8.h"

#define REPLACEMENT SPAN("\xEF\xBF\xBD") /* U+FFFD */

static bool
is_plain_byte(char byte)
{
	return byte >= 0x20 && byte < 0x7F;
}

/* Length of the printable ASCII at the start of ${text}. */
static size_t
plain_length(struct span text)
{
	size_t len = 0;

	while (len < text.len && is_plain_byte(text.ptr[len]))
		len++;
	return len;
}

bool
text_is_plain(struct span text)
{
	return plain_length(text) == text.len;
}

static bool
is_control(uint32_t character)
{
	return character < 0x20 || (character >= 0x7F && character < 0xA0) ||
	       character == 0x2028 || character == 0x2029;
}

/* Characters that are not seen but change how their neighbours are. */
static bool
is_unseen(uint32_t character)
{
	return character == 0x00AD || /* soft hyphen */
	       (character >= 0x202A && character <= 0x202E) ||
	       (character >= 0x2066 && character <= 0x2069) ||
	       character == 0xFEFF;
}

/* Append the first character of ${text}, cleaned; return its length there. */
static size_t
clean_character(struct buffer *out, struct span text)
{
	uint32_t character;
	size_t len = utf8_decode(&character, text);

	if (len == 0) {
		buffer_append(out, REPLACEMENT);
		return 1;
	}
	if (is_control(character))
		buffer_append_byte(out, ' ');
	else if (!is_unseen(character))
		buffer_append(out, (struct span){text.ptr, len});
	return len;
}

void
text_clean(struct buffer *out, struct span text)
{
	while (text.len > 0) {
		size_t plain = plain_length(text);

		buffer_append(out, (struct span){text.ptr, plain});
		text = span_skip(text, plain);
		if (text.len > 0)
			text = span_skip(text, clean_character(out, text));
	}
}
