/*
 * Lines that Gopher cannot show well; see lint_gopher.h.
 */
#include "lint_gopher.h"

#include <stdint.h>

#include <uniwidth.h>

#include "buffer.h"
#include "lint_characters.h"
#include "text_layout.h"
#include "translit.h"
#include "utf8.h"

static bool
has_ascii_form(struct span text)
{
	struct buffer ascii = BUFFER_EMPTY;
	bool result = translit_to_ascii(&ascii, text, NULL);

	buffer_free(&ascii);
	return result;
}

void
lint_gopher_check_text(
    struct lint_file *file, struct span text, size_t line, size_t column)
{
	struct span rest = text;

	if (utf8_is_ascii(text) || has_ascii_form(text))
		return;
	while (rest.len > 0) {
		uint32_t character = 0;
		size_t length = utf8_decode(&character, rest);

		if (length == 0)
			return;
		if (length > 1 && !lint_characters_is_refused(character) &&
		    !has_ascii_form((struct span){rest.ptr, length})) {
			lint_report(file, LINT_NO_ASCII_FORM, line,
			    column + text.len - rest.len,
			    "U+%04X has no ASCII form: Gopher clients on old "
			    "machines show something else",
			    (unsigned)character);
			return;
		}
		rest = span_skip(rest, length);
	}
}

/* The index of the first character beyond TEXT_WIDTH columns, or text.len. */
static size_t
overflow_index(struct span text)
{
	struct span rest = text;
	int columns = 0;

	if (text.len <= TEXT_WIDTH)
		return text.len;
	while (rest.len > 0) {
		uint32_t character = 0;
		size_t length = utf8_decode(&character, rest);
		int width = length == 0 ? 1 : uc_width(character, "UTF-8");

		if (width > 0)
			columns += width;
		if (columns > TEXT_WIDTH)
			return text.len - rest.len;
		rest = span_skip(rest, length == 0 ? 1 : length);
	}
	return text.len;
}

void
lint_gopher_check_preformatted(
    struct lint_file *file, struct span text, size_t line)
{
	size_t tab = span_find(text, '\t');
	size_t overflow = overflow_index(text);

	if (tab < text.len)
		lint_report(file, LINT_TAB_IN_PREFORMATTED, line, tab + 1,
		    "a TAB in preformatted text is as wide as the client "
		    "likes; write spaces");
	if (overflow < text.len)
		lint_report(file, LINT_WIDE_PREFORMATTED, line, overflow + 1,
		    "the preformatted line is wider than %d columns; Gopher "
		    "clients cut the rest",
		    TEXT_WIDTH);
}
