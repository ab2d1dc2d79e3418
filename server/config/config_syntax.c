/*
 * The text of lozenged.conf made safe for libconfuse.  See config_syntax.h.
 */
#include "config_syntax.h"

#include <string.h>

#include "ascii.h"

#define DEPTH_MAX 8 /* braces within braces; the file needs three */

/* How far the text is read. */
struct reader {
	struct buffer *out;
	struct config_fault *fault;
	struct span rest;
	unsigned line;
	unsigned opened[DEPTH_MAX]; /* lines of the braces that are open */
	size_t depth;
	bool after_string; /* was the last thing a string in quotes? */
	bool wants_text;   /* may a value or a title come next? */
};

static bool
refuse(struct reader *reader, unsigned line, const char *message, char byte)
{
	*reader->fault = (struct config_fault){line, message, byte};
	return false;
}

/* Copy the next bytes as they are. */
static bool
copy(struct reader *reader, size_t count)
{
	buffer_append(reader->out, (struct span){reader->rest.ptr, count});
	reader->rest = span_skip(reader->rest, count);
	return true;
}

static bool
skip_comment(struct reader *reader)
{
	reader->rest = span_skip(reader->rest, span_find(reader->rest, '\n'));
	return true;
}

/* A string in quotes, which ends on its line. */
static bool
copy_string(struct reader *reader)
{
	char quote = reader->rest.ptr[0];
	bool wanted = reader->wants_text;

	reader->wants_text = false;
	copy(reader, 1);
	/* libconfuse takes it for a name, and says nothing of that. */
	if (!wanted && reader->rest.len > 0 && reader->rest.ptr[0] == quote)
		return refuse(reader, reader->line,
		    "an empty text that belongs to no option:", quote);
	while (reader->rest.len > 0 && reader->rest.ptr[0] != '\n') {
		char byte = reader->rest.ptr[0];

		if (byte == quote) {
			reader->after_string = true;
			return copy(reader, 1);
		}
		if (byte == '\0')
			return refuse(
			    reader, reader->line, "a NUL byte in a string", 0);
		if (byte == '$' && quote == '"')
			buffer_append_byte(reader->out, '\\');
		if (byte == '\\' && reader->rest.len > 1 &&
		    reader->rest.ptr[1] != '\n')
			copy(reader, 1);
		copy(reader, 1);
	}
	return refuse(reader, reader->line,
	    "a string that does not end on its line; expected", quote);
}

static bool
open_brace(struct reader *reader)
{
	if (reader->depth == DEPTH_MAX)
		return refuse(
		    reader, reader->line, "too many braces are open at", '{');
	reader->opened[reader->depth++] = reader->line;
	return copy(reader, 1);
}

static bool
close_brace(struct reader *reader)
{
	if (reader->depth == 0)
		return refuse(reader, reader->line, "unexpected", '}');
	reader->depth--;
	reader->wants_text = false;
	return copy(reader, 1);
}

/* What may stand in a word without quotes. */
static bool
is_word(char c)
{
	return ascii_is_alphanumeric(c) ||
	       (c != '\0' && strchr("-_.:/[]%@~", c) != NULL);
}

static bool
copy_word(struct reader *reader)
{
	size_t len = 0;

	while (len < reader->rest.len && is_word(reader->rest.ptr[len])) {
		/* Two slashes would begin a comment for libconfuse. */
		if (span_starts_with(span_skip(reader->rest, len), SPAN("//")))
			return refuse(reader, reader->line,
			    "this text needs quotes; unexpected", '/');
		len++;
	}
	if (len == 0)
		return refuse(reader, reader->line,
		    reader->rest.ptr[0] == ';'
			? "nothing ends an option but its line; unexpected"
			: "texts with signs need quotes; unexpected",
		    reader->rest.ptr[0]);
	/* After a name comes a title, after a value neither. */
	reader->wants_text = !reader->wants_text;
	return copy(reader, len);
}

/* `=`, `+=` or `,` */
static bool
copy_mark(struct reader *reader, bool after_string)
{
	bool plus = reader->rest.ptr[0] == '+';

	if (plus && !span_starts_with(reader->rest, SPAN("+=")))
		return copy_word(reader);
	if (after_string && reader->rest.ptr[0] != ',')
		return refuse(reader, reader->line,
		    "the name of an option has no quotes; unexpected",
		    reader->rest.ptr[0]);
	reader->wants_text = true;
	return copy(reader, plus ? 2 : 1);
}

static bool
copy_next(struct reader *reader)
{
	bool after_string = reader->after_string;

	switch (reader->rest.ptr[0]) {
	case '\n':
		reader->line++;
		return copy(reader, 1);
	case ' ':
	case '\t':
	case '\r':
		return copy(reader, 1);
	case '#':
		return skip_comment(reader);
	case '"':
	case '\'':
		return copy_string(reader);
	}

	reader->after_string = false;
	switch (reader->rest.ptr[0]) {
	case '{':
		return open_brace(reader);
	case '}':
		return close_brace(reader);
	case '=':
	case '+':
	case ',':
		return copy_mark(reader, after_string);
	}
	return copy_word(reader);
}

bool
config_syntax_prepare(
    struct buffer *out, struct span text, struct config_fault *fault)
{
	struct reader reader = {
	    .out = out, .fault = fault, .rest = text, .line = 1};

	while (reader.rest.len > 0)
		if (!copy_next(&reader))
			return false;
	if (reader.depth > 0)
		return refuse(&reader, reader.opened[reader.depth - 1],
		    "a brace that is never closed:", '{');
	return true;
}
