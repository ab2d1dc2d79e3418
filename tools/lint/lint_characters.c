/*
 * Characters that no text should hold; see lint_characters.h.
 */
#include "lint_characters.h"

#include <stdbool.h>
#include <stdint.h>

#include "utf8.h"

#define BYTE_ORDER_MARK 0xFEFF

/* TAB is the one control character that text may hold. */
static bool
is_control(uint32_t character)
{
	/* The separators of lines and paragraphs are ends of lines to some. */
	return (character < 0x20 && character != '\t') ||
	       (character >= 0x7F && character <= 0x9F) ||
	       character == 0x2028 || character == 0x2029;
}

/* These make text read otherwise than it is written. */
static bool
is_bidi_override(uint32_t character)
{
	return (character >= 0x202A && character <= 0x202E) ||
	       (character >= 0x2066 && character <= 0x2069);
}

/* Could every byte of the line stand in plain printable ASCII? */
static bool
is_plain(struct span line)
{
	for (size_t i = 0; i < line.len; i++) {
		unsigned char byte = (unsigned char)line.ptr[i];

		if (byte >= 0x7F || (byte < 0x20 && byte != '\t'))
			return false;
	}
	return true;
}

static void
check_line(struct lint_file *file, struct span line, size_t number)
{
	struct span rest = line;
	bool control_told = false, bidi_told = false, mark_told = false;

	while (rest.len > 0) {
		size_t column = line.len - rest.len + 1;
		uint32_t character = 0;
		size_t length = utf8_decode(&character, rest);

		if (length == 0) {
			lint_report(file, LINT_INVALID_UTF8, number, column,
			    "byte 0x%02X is no valid UTF-8",
			    (unsigned)(unsigned char)rest.ptr[0]);
			return;
		}
		if (is_control(character) && !control_told) {
			control_told = true;
			lint_report(file, LINT_CONTROL_CHARACTER, number,
			    column, "control character U+%04X",
			    (unsigned)character);
		} else if (is_bidi_override(character) && !bidi_told) {
			bidi_told = true;
			lint_report(file, LINT_BIDI_CONTROL, number, column,
			    "U+%04X changes the direction of reading: text "
			    "may show otherwise than it is written",
			    (unsigned)character);
		} else if (character == BYTE_ORDER_MARK && !mark_told) {
			mark_told = true;
			lint_report(file, LINT_BYTE_ORDER_MARK, number, column,
			    "byte order mark: clients do not expect it, and "
			    "may not know the line's markup");
		}
		rest = span_skip(rest, length);
	}
}

void
lint_characters_check(struct lint_file *file, struct span text)
{
	struct span line, rest = text;

	for (size_t number = 1; span_take_line(&line, &rest); number++) {
		if (!is_plain(line))
			check_line(file, line, number);
	}
}
