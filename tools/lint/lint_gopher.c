/*
 * Lines that Gopher cannot show well; see lint_gopher.h.
 */
#include "lint_gopher.h"

#include <stdint.h>

#include "endonym.h"
#include "gopher_fit.h"
#include "text_layout.h"
#include "utf8.h"

void
lint_gopher_check_text(
    struct lint_file *file, struct span text, size_t line, size_t column)
{
	struct gopher_fit fit = {0};
	uint32_t character = 0;

	/* A reader finds a language by its own name, in whatever script. */
	if (utf8_is_ascii(text) || endonym_is_one(text))
		return;

	gopher_fit_speak(&fit, file->lang);
	size_t foreign = gopher_fit_foreign(&fit, text);
	if (foreign == text.len)
		return;
	utf8_decode(&character, span_skip(text, foreign));
	lint_report(file, LINT_NO_ASCII_FORM, line, column + foreign,
	    "U+%04X has no ASCII form: Gopher clients on old machines show "
	    "something else",
	    (unsigned)character);
}

void
lint_gopher_check_preformatted(
    struct lint_file *file, struct span text, size_t line)
{
	size_t tab = span_find(text, '\t');
	size_t overflow = gopher_fit_overflow(text);

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
