/*
 * The line that a paragraph is being written on; see text_line.h.
 */
#include "text_line.h"

#include <stdint.h>

#include "text_break.h"
#include "utf8.h"

#define NO_BREAK_SPACE SPAN("\xC2\xA0")

struct text_line
text_line_begin(struct buffer *out, const struct text_wrap *how)
{
	buffer_append(out, how->first_begin);
	return (struct text_line){
	    .out = out,
	    .how = how,
	    .indent = how->first_indent,
	    .column = how->first_indent.len,
	    .is_first = true,
	};
}

void
text_line_end(struct text_line *line)
{
	const struct text_wrap *how = line->how;

	if (!line->has_text)
		buffer_append(line->out, span_trim(line->indent));
	buffer_append(
	    line->out, line->is_first ? how->first_end : how->next_end);
	if (line->column > line->widest)
		line->widest = line->column;
}

static void
begin_next(struct text_line *line)
{
	text_line_end(line);
	buffer_append(line->out, line->how->next_begin);
	line->indent = line->how->next_indent;
	line->column = line->indent.len;
	line->spaces = 0;
	line->is_first = false;
	line->has_text = false;
}

/* Append ${text} with plain spaces: no-break ones have done their work. */
static void
append_breakable(struct buffer *out, struct span text)
{
	const char *found;

	while (text.len > 0 &&
	       (found = memmem(text.ptr, text.len, NO_BREAK_SPACE.ptr,
		    NO_BREAK_SPACE.len)) != NULL) {
		buffer_append(out, span_between(text.ptr, found));
		buffer_append_byte(out, ' ');
		text = span_between(
		    found + NO_BREAK_SPACE.len, text.ptr + text.len);
	}
	buffer_append(out, text);
}

static void
append_part(struct text_line *line, struct span text, size_t columns)
{
	if (!line->has_text)
		buffer_append(line->out, line->indent);
	if (line->spaces > 0)
		buffer_append_repeated(line->out, ' ', line->spaces);
	/* Only ASCII has as many columns as bytes. */
	if (line->how->ascii && columns != text.len)
		append_breakable(line->out, text);
	else
		buffer_append(line->out, text);
	line->column += line->spaces + columns;
	line->spaces = 0;
	line->has_text = true;
}

static bool
fits(const struct text_line *line, size_t columns)
{
	return line->column + line->spaces + columns <= line->how->width;
}

/* Length of the first character of clean text. */
static size_t
character_length(struct span text)
{
	uint32_t character;
	size_t len = utf8_decode(&character, text);

	return len > 0 ? len : 1;
}

/* How much of the start of ${text} fits on the line, in bytes. */
static size_t
fitting_length(const struct text_line *line, struct span text, size_t *columns)
{
	size_t len = 0;

	*columns = 0;
	while (len < text.len) {
		struct span rest = span_skip(text, len);
		struct span character = {rest.ptr, character_length(rest)};
		size_t width = text_break_columns(character);

		if (!fits(line, *columns + width))
			break;
		*columns += width;
		len += character.len;
	}
	return len;
}

/* Fill lines with ${text}, cut wherever a line is full. */
static void
split(struct text_line *line, struct span text)
{
	while (text.len > 0) {
		size_t columns;
		size_t len = fitting_length(line, text, &columns);

		if (len == 0 && !line->has_text) {
			len = character_length(text);
			columns =
			    text_break_columns((struct span){text.ptr, len});
		}
		if (len > 0)
			append_part(
			    line, (struct span){text.ptr, len}, columns);
		text = span_skip(text, len);
		if (text.len > 0)
			begin_next(line);
	}
}

static bool
may_split(const struct text_line *line, struct span word)
{
	switch (line->how->overflow) {
	case TEXT_OVERFLOW_KEEP:
		return false;
	case TEXT_OVERFLOW_SPLIT:
		return memmem(word.ptr, word.len, "://", 3) == NULL;
	case TEXT_OVERFLOW_SPLIT_ALL:
		return true;
	}
	return false;
}

void
text_line_put(struct text_line *line, struct span part)
{
	size_t len = part.len;

	while (len > 0 && part.ptr[len - 1] == ' ')
		len--;

	struct span word = {part.ptr, len};
	size_t columns = text_break_columns(word);

	if (len == 0) {
		line->spaces = line->has_text ? part.len : 0;
		line->is_glued = false;
		return;
	}
	if (!fits(line, columns) && !line->is_glued && line->has_text)
		begin_next(line);
	if (!fits(line, columns) && may_split(line, word))
		split(line, word);
	else
		append_part(line, word, columns);
	line->spaces = part.len - len;
	line->is_glued = false;
}

void
text_line_put_preformatted(struct text_line *line, struct span text)
{
	size_t columns = text_break_columns(text);

	if (fits(line, columns) || line->how->overflow == TEXT_OVERFLOW_KEEP)
		append_part(line, text, columns);
	else
		split(line, text);
}
