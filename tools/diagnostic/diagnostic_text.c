/*
 * What comes from a document is escaped where a terminal might obey it.
 */
#include "diagnostic_text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <uniwidth.h>

#include "utf8.h"

/* What each style puts before the parts of a finding. */
struct colours {
	const char *place, *level[DIAGNOSTIC_NOTE + 1], *message, *caret, *off;
};

static const struct colours none = {"", {"", "", ""}, "", "", ""};
static const struct colours all = {
    .place = "\033[1m",
    .level = {"\033[1;31m", "\033[1;35m", "\033[1;36m"},
    .message = "\033[0;1m",
    .caret = "\033[1;32m",
    .off = "\033[0m",
};

static const char *const level_names[] = {
    [DIAGNOSTIC_ERROR] = "error",
    [DIAGNOSTIC_WARNING] = "warning",
    [DIAGNOSTIC_NOTE] = "note",
};

/* Columns of a line's number, beside the line. */
#define NUMBER_COLUMNS 5

/*
 * How many bytes at the start of ${text} a terminal must not see raw: 0, or
 * the length of a control character (C0, DEL, C1) or bidi control.
 */
static size_t
unsafe_length(struct span text)
{
	uint32_t character;
	size_t length = utf8_decode(&character, text);

	if (length == 0)
		return 0;
	if (character < 0x20 || (character >= 0x7f && character < 0xa0) ||
	    (character >= 0x202a && character <= 0x202e) ||
	    (character >= 0x2066 && character <= 0x2069))
		return length;
	return 0;
}

/* Append ${text} as a terminal may see it; the columns it takes there. */
static size_t
append_escaped(struct buffer *out, struct span text)
{
	size_t columns = 0;

	while (text.len > 0) {
		size_t unsafe = unsafe_length(text);
		uint32_t character;
		size_t length = utf8_decode(&character, text);

		for (size_t i = 0; i < unsafe; i++)
			buffer_printf(
			    out, "\\x%02x", (unsigned char)text.ptr[i]);
		columns += unsafe * strlen("\\x00");
		if (unsafe == 0) {
			int width = length == 0
					? 1
					: uc_width((ucs4_t)character, "UTF-8");

			/* Names of files need not be UTF-8. */
			length = length == 0 ? 1 : length;
			buffer_append(out, (struct span){text.ptr, length});
			columns += width > 0 ? (size_t)width : 0;
		}
		text = span_skip(text, length);
	}
	return columns;
}

/* A part of the author's line; a tab is one space, for the caret's sake. */
static size_t
append_source(struct buffer *out, struct span text)
{
	size_t columns = 0;

	while (text.len > 0) {
		struct span part = {text.ptr, span_find(text, '\t')};

		columns += append_escaped(out, part);
		text = span_skip(text, part.len);
		if (text.len > 0) {
			buffer_append_byte(out, ' ');
			columns++;
			text = span_skip(text, 1);
		}
	}
	return columns;
}

/* The line that a finding points into, and a caret below the place. */
static void
append_excerpt(struct buffer *out, const struct diagnostic *finding,
    const struct colours *colours)
{
	struct span line = buffer_span(&finding->excerpt);
	struct span before = {line.ptr, finding->excerpt_column};
	const char *cut = finding->is_cut ? "..." : "";

	if (line.len == 0)
		return;
	buffer_printf(out, "%*zu | %s", NUMBER_COLUMNS, finding->line, cut);
	size_t columns = strlen(cut) + append_source(out, before);
	append_source(out, span_skip(line, before.len));
	buffer_printf(out, "\n%*s | ", NUMBER_COLUMNS, "");
	buffer_append_repeated(out, ' ', columns);
	buffer_printf(out, "%s^%s\n", colours->caret, colours->off);
}

static void
append_finding(struct buffer *out, const struct diagnostic *finding,
    const struct colours *colours)
{
	buffer_append_text(out, colours->place);
	append_escaped(out, span_from(finding->file));
	if (finding->line > 0)
		buffer_printf(out, ":%zu", finding->line);
	if (finding->line > 0 && finding->column > 0)
		buffer_printf(out, ":%zu", finding->column);
	buffer_printf(out, ":%s %s%s:%s ", colours->off,
	    colours->level[finding->level], level_names[finding->level],
	    colours->message);
	append_escaped(out, buffer_span(&finding->message));
	buffer_append_text(out, colours->off);
	if (finding->code != NULL)
		buffer_printf(out, " [%s]", finding->code);
	buffer_append_byte(out, '\n');
}

enum diagnostic_style
diagnostics_style(int descriptor)
{
	const char *no_colour = getenv("NO_COLOR");
	const char *terminal = getenv("TERM");

	if (!isatty(descriptor))
		return DIAGNOSTIC_PLAIN;
	if ((no_colour != NULL && *no_colour != '\0') || terminal == NULL ||
	    strcmp(terminal, "dumb") == 0)
		return DIAGNOSTIC_SHOWN;
	return DIAGNOSTIC_COLOUR;
}

void
diagnostics_show(
    struct diagnostics *list, FILE *stream, enum diagnostic_style style)
{
	const struct colours *colours =
	    style == DIAGNOSTIC_COLOUR ? &all : &none;
	struct buffer text = BUFFER_EMPTY;

	diagnostics_sort(list);
	for (size_t i = 0; i < diagnostics_size(list); i++) {
		const struct diagnostic *finding = diagnostics_at(list, i);

		append_finding(&text, finding, colours);
		if (style != DIAGNOSTIC_PLAIN)
			append_excerpt(&text, finding, colours);
	}
	if (diagnostics_dropped(list) > 0)
		buffer_printf(&text, "lozenge: %zu more not shown\n",
		    diagnostics_dropped(list));
	/* Standard error has no buffer: give it all in one piece. */
	if (text.len > 0)
		fwrite(text.ptr, 1, text.len, stream);
	buffer_free(&text);
}

void
diagnostics_write(struct diagnostics *list, FILE *stream)
{
	diagnostics_show(list, stream, DIAGNOSTIC_PLAIN);
}
