/*
 * One pass over the bytes, quick over plain ASCII.
 */
#include "source_bytes.h"

#include "utf8.h"

#define BYTE_ORDER_MARK 0xfeff

bool
source_bytes_is_control(uint32_t character)
{
	if (character == '\t' || character == '\n')
		return false;
	/* Some clients end a line at the separators of lines and paragraphs, so
	 * that what follows could be a link or a heading to them. */
	return character < 0x20 || (character >= 0x7f && character < 0xa0) ||
	       character == 0x2028 || character == 0x2029;
}

bool
source_bytes_is_bidi(uint32_t character)
{
	return (character >= 0x202a && character <= 0x202e) ||
	       (character >= 0x2066 && character <= 0x2069);
}

/* Is the byte, on its own, always fine in a text? */
static bool
is_plain(char byte)
{
	return ((unsigned char)byte >= 0x20 && (unsigned char)byte < 0x7f) ||
	       byte == '\n' || byte == '\t';
}

/* Tell of the invalid sequence at ${at}; one finding a line, which ends at
 * ${told_to}, is enough for a file in another encoding. */
static void
tell_invalid(const struct source *source, size_t at, size_t *told_to)
{
	if (at < *told_to)
		return;
	*told_to = source_next_line(source, at);
	source_error(source, at, "invalid-utf8",
	    "this is not UTF-8 text (byte 0x%02x); save the document with the "
	    "encoding \"UTF-8\"",
	    (unsigned char)source->text.ptr[at]);
}

/* Look at the character at ${at}, not a plain one; return where it ends. */
static size_t
check_character(const struct source *source, size_t at, size_t *told_to)
{
	struct span rest = span_skip(source->text, at);
	uint32_t character;
	size_t length = utf8_decode(&character, rest);

	if (length == 0) {
		tell_invalid(source, at, told_to);
		return at + 1;
	}
	if (character == '\r' && rest.len > 1 && rest.ptr[1] == '\n')
		return at + 2;
	if (source_bytes_is_control(character))
		source_error(source, at, "control-character",
		    "control character U+%04X: delete it", (unsigned)character);
	if (source_bytes_is_bidi(character))
		source_error(source, at, "bidi-control",
		    "invisible direction control U+%04X: delete it",
		    (unsigned)character);
	if (character == BYTE_ORDER_MARK) {
		source_warning(source, at, "byte-order-mark",
		    "an invisible byte order mark, which hides markup: delete "
		    "it");
		source_edit(source, at, length, "");
	}
	return at + length;
}

void
source_bytes_check(const struct source *source)
{
	size_t told_to = 0;
	size_t at = 0;

	while (at < source->text.len) {
		if (is_plain(source->text.ptr[at]))
			at++;
		else
			at = check_character(source, at, &told_to);
	}
}
