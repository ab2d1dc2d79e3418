/*
 * What lint can find; see lint_finding.h.
 */
#include "lint_finding.h"

#include <stdarg.h>

#include "buffer.h"

static const struct {
	enum diagnostic_level level;
	const char *code;
} findings[] = {
    [LINT_MISSING_INDEX] = {DIAGNOSTIC_ERROR, "missing-index"},
    [LINT_TOO_MANY_FILES] = {DIAGNOSTIC_ERROR, "too-many-files"},
    [LINT_TOO_DEEP] = {DIAGNOSTIC_ERROR, "too-deep"},
    [LINT_TOO_BIG] = {DIAGNOSTIC_ERROR, "too-big"},
    [LINT_CANNOT_READ] = {DIAGNOSTIC_ERROR, "cannot-read"},
    [LINT_UNREADABLE] = {DIAGNOSTIC_WARNING, "unreadable"},
    [LINT_HIDDEN_FILE] = {DIAGNOSTIC_WARNING, "hidden-file"},
    [LINT_SPECIAL_FILE] = {DIAGNOSTIC_WARNING, "special-file"},
    [LINT_OUTSIDE_SYMLINK] = {DIAGNOSTIC_WARNING, "outside-symlink"},
    [LINT_BROKEN_SYMLINK] = {DIAGNOSTIC_WARNING, "broken-symlink"},
    [LINT_BAD_NAME] = {DIAGNOSTIC_WARNING, "bad-name"},
    [LINT_ORPHAN_PAGE] = {DIAGNOSTIC_WARNING, "orphan-page"},
    [LINT_INVALID_UTF8] = {DIAGNOSTIC_ERROR, "invalid-utf8"},
    [LINT_CONTROL_CHARACTER] = {DIAGNOSTIC_ERROR, "control-character"},
    [LINT_BIDI_CONTROL] = {DIAGNOSTIC_ERROR, "bidi-control"},
    [LINT_BYTE_ORDER_MARK] = {DIAGNOSTIC_WARNING, "byte-order-mark"},
    [LINT_MISSING_TITLE] = {DIAGNOSTIC_WARNING, "missing-title"},
    [LINT_SECOND_TITLE] = {DIAGNOSTIC_WARNING, "second-title"},
    [LINT_EMPTY_HEADING] = {DIAGNOSTIC_WARNING, "empty-heading"},
    [LINT_MISSING_ALT_TEXT] = {DIAGNOSTIC_WARNING, "missing-alt-text"},
    [LINT_UNCLOSED_PREFORMATTED] = {DIAGNOSTIC_ERROR, "unclosed-preformatted"},
    [LINT_BAD_DATE] = {DIAGNOSTIC_ERROR, "bad-date"},
    [LINT_NEAR_DATE] = {DIAGNOSTIC_WARNING, "near-date"},
    [LINT_EMPTY_LINK] = {DIAGNOSTIC_ERROR, "empty-link"},
    [LINT_MISSING_LABEL] = {DIAGNOSTIC_WARNING, "missing-label"},
    [LINT_BAD_URL] = {DIAGNOSTIC_ERROR, "bad-url"},
    [LINT_LONG_URL] = {DIAGNOSTIC_ERROR, "long-url"},
    [LINT_SPACE_IN_URL] = {DIAGNOSTIC_ERROR, "space-in-url"},
    [LINT_BAD_SCHEME] = {DIAGNOSTIC_ERROR, "bad-scheme"},
    [LINT_OUTSIDE_ROOT] = {DIAGNOSTIC_ERROR, "outside-root"},
    [LINT_BROKEN_LINK] = {DIAGNOSTIC_ERROR, "broken-link"},
    [LINT_NO_DIRECTORY_INDEX] = {DIAGNOSTIC_ERROR, "no-directory-index"},
    [LINT_NOT_SERVED] = {DIAGNOSTIC_ERROR, "not-served"},
    [LINT_TEXT_TWIN] = {DIAGNOSTIC_ERROR, "text-twin"},
    [LINT_DIRECTORY_SLASH] = {DIAGNOSTIC_WARNING, "directory-slash"},
    [LINT_FRAGMENT] = {DIAGNOSTIC_WARNING, "fragment"},
    [LINT_WIDE_PREFORMATTED] = {DIAGNOSTIC_WARNING, "wide-preformatted"},
    [LINT_TAB_IN_PREFORMATTED] = {DIAGNOSTIC_WARNING, "tab-in-preformatted"},
    [LINT_NO_ASCII_FORM] = {DIAGNOSTIC_WARNING, "no-ascii-form"},
    [LINT_LONG_SELECTOR] = {DIAGNOSTIC_WARNING, "long-selector"},
};

static void add(struct lint_file *file, enum diagnostic_level level,
    const char *code, size_t line, size_t column, const char *format,
    va_list arguments) __attribute__((format(printf, 6, 0)));

/* Line ${number} of the text; findings are few, so none is remembered. */
static struct span
find_line(struct span text, size_t number)
{
	struct span line = SPAN("");

	while (number > 0 && span_take_line(&line, &text))
		number--;
	return number > 0 ? SPAN("") : line;
}

/* Add a message made from a format and its arguments. */
static void
add(struct lint_file *file, enum diagnostic_level level, const char *code,
    size_t line, size_t column, const char *format, va_list arguments)
{
	struct buffer message = BUFFER_EMPTY;

	buffer_vprintf(&message, format, arguments);
	diagnostics_add(file->list, level, file->name, line, column, code,
	    "%.*s", (int)message.len, message.len > 0 ? message.ptr : "");
	if (line > 0 && column > 0)
		diagnostics_excerpt(
		    file->list, find_line(file->text, line), column - 1);
	buffer_free(&message);
}

void
lint_report(struct lint_file *file, enum lint_finding finding, size_t line,
    size_t column, const char *format, ...)
{
	enum diagnostic_level level = findings[finding].level;
	va_list arguments;

	file->told++;
	if (file->told > LINT_FINDINGS_MAX) {
		if (file->told == LINT_FINDINGS_MAX + 1)
			diagnostics_add(file->list, level, file->name, line,
			    column, findings[finding].code,
			    "this and further findings here are left out");
		return;
	}
	va_start(arguments, format);
	add(file, level, findings[finding].code, line, column, format,
	    arguments);
	va_end(arguments);
}

void
lint_note(
    struct lint_file *file, size_t line, size_t column, const char *format, ...)
{
	va_list arguments;

	if (file->told > LINT_FINDINGS_MAX)
		return;
	va_start(arguments, format);
	add(file, DIAGNOSTIC_NOTE, "note", line, column, format, arguments);
	va_end(arguments);
}
