/*
 * One table: how it begins, where, how it ends, and what to write instead.
 */
#include "check_dialect.h"

#include <string.h>

#include "ascii.h"

/* So long, in bytes, may such markup be; nobody highlights more. */
#define LENGTH_MAX 400

/* Where markup must stand to be meant as such. */
enum place {
	ANYWHERE,
	AT_WORD,  /* before a word, and behind another */
	AT_LINE,  /* at the start of a line */
	IN_QUOTE, /* at the start of a line of a quotation */
};

static const struct dialect {
	const char *opens;
	enum place place;
	const char *closes; /* on the same line; NULL if it needs no end */
	const char *message;
} dialects[] = {
    {"[TOC]", AT_LINE, NULL,
	"the list of contents is made without this; delete it"},
    {"[[TOC]]", AT_LINE, NULL,
	"the list of contents is made without this; delete it"},
    {"[[toc]]", AT_LINE, NULL,
	"the list of contents is made without this; delete it"},
    {"![[", ANYWHERE, "]]",
	"this shows no picture here; write ![what it shows](file)"},
    {"[[", ANYWHERE, "]]",
	"this makes no link here; write [words](#name), with the name of a "
	"heading"},
    {"[!", IN_QUOTE, "]",
	"this says nothing here and would stay in the text; write the word "
	"itself, as in > **Note:** ..."},
    {"^[", ANYWHERE, "]",
	"this makes no footnote here; write [^key], and the note in a "
	"paragraph of its own: [^key]: ..."},
    {"~~", AT_WORD, "~~",
	"~~ strikes nothing out here and would stay in the text; leave the "
	"words out, or say that they no longer hold"},
    {"==", AT_WORD,
	"==", "== marks nothing here and would stay in the text; delete it"},
    {"%%", AT_WORD, "%%",
	"%% hides nothing here, so this would be published; write "
	"<!-- ... -->"},
    {"%%", AT_LINE, NULL,
	"%% hides nothing here, so what is behind it would be published; "
	"write <!-- ... -->"},
    {":::", AT_LINE, NULL,
	"::: makes no box here and would stay in the text; delete it"},
};

/* Is nothing but indentation and quote marks before ${at}, and which? */
static bool
begins_line(struct span text, size_t at, bool *is_quoted)
{
	*is_quoted = false;
	while (at > 0 && memchr(" \t>", text.ptr[at - 1], 3) != NULL)
		*is_quoted |= text.ptr[--at] == '>';
	return at == 0 || text.ptr[at - 1] == '\n';
}

/* Does it stand at ${at} where it must? */
static bool
stands_right(struct span text, size_t at, enum place place)
{
	bool is_quoted;

	switch (place) {
	case ANYWHERE:
		return true;
	case AT_WORD:
		return at == 0 || !ascii_is_alphanumeric(text.ptr[at - 1]);
	case AT_LINE:
		return begins_line(text, at, &is_quoted);
	case IN_QUOTE:
		return begins_line(text, at, &is_quoted) && is_quoted;
	}
	return false;
}

/* The length of it in ${line}, which begins with it; 0 if it has no end. */
static size_t
length_of(const struct dialect *dialect, struct span line)
{
	size_t opening = strlen(dialect->opens);
	struct span inner = span_skip(line, opening);

	if (dialect->closes == NULL)
		return opening;
	if (inner.len == 0 || memchr(" \t", inner.ptr[0], 2) != NULL ||
	    inner.ptr[0] == line.ptr[opening - 1])
		return 0;

	const char *end = memmem(
	    inner.ptr, inner.len, dialect->closes, strlen(dialect->closes));
	if (end == NULL || end == inner.ptr)
		return 0;
	size_t length = (size_t)(end - line.ptr) + strlen(dialect->closes);
	struct span rest = span_skip(line, length);
	bool is_inside = dialect->place == AT_WORD && rest.len > 0 &&
			 ascii_is_alphanumeric(rest.ptr[0]);
	return is_inside ? 0 : length;
}

/* The rest of the line, as far as it matters. */
static struct span
rest_of_line(struct span rest)
{
	if (rest.len > LENGTH_MAX)
		rest.len = LENGTH_MAX;
	rest.len = span_find(rest, '\n');
	return rest;
}

size_t
check_dialect_at(const struct source *source, size_t at)
{
	struct span rest = span_skip(source->text, at);

	if (at > 0 && source->text.ptr[at - 1] == '\\')
		return 0;
	for (size_t i = 0; i < sizeof dialects / sizeof dialects[0]; i++) {
		const struct dialect *dialect = &dialects[i];
		size_t length;

		if (!span_starts_with(rest, span_from(dialect->opens)))
			continue;
		length = length_of(dialect, rest_of_line(rest));
		if (length == 0 ||
		    !stands_right(source->text, at, dialect->place))
			continue;
		source_warning(
		    source, at, "foreign-markup", "%s", dialect->message);
		return length;
	}
	return 0;
}
