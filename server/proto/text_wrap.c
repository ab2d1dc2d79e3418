/*
 * A paragraph broken into lines; see text_wrap.h.
 *
 * The text comes in pieces of bounded size.  What may still grow with the next
 * piece, the part after the last place to break, waits in a small buffer; a
 * part that never ends is written bit by bit once it fills a whole window.
 */
#include "text_wrap.h"

#include <stdint.h>

#include "text_break.h"
#include "text_clean.h"
#include "translit.h"
#include "utf8.h"

/* Bytes of source text handled at a time. */
#define PIECE_BYTES 1024

#define TAB_COLUMNS 8

#define NO_BREAK_SPACE SPAN("\xC2\xA0")

/* The line that is being written. */
struct line {
	struct buffer *out;
	const struct text_wrap *how;
	struct span indent; /* of this line */
	size_t column;      /* columns written, the indent included */
	size_t spaces;      /* columns of spaces due before the next part */
	size_t widest;      /* columns of the widest line so far */
	bool is_first;
	bool has_text; /* has anything been written after the indent? */
	bool is_glued; /* the next part belongs to the last one */
};

static struct line
line_begin(struct buffer *out, const struct text_wrap *how)
{
	buffer_append(out, how->first_begin);
	return (struct line){
	    .out = out,
	    .how = how,
	    .indent = how->first_indent,
	    .column = how->first_indent.len,
	    .is_first = true,
	};
}

static void
line_end(struct line *line)
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
line_next(struct line *line)
{
	line_end(line);
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
line_append(struct line *line, struct span text, size_t columns)
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
fits(const struct line *line, size_t columns)
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
fitting_length(const struct line *line, struct span text, size_t *columns)
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
line_split(struct line *line, struct span text)
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
			line_append(
			    line, (struct span){text.ptr, len}, columns);
		text = span_skip(text, len);
		if (text.len > 0)
			line_next(line);
	}
}

static bool
may_split(const struct line *line, struct span word)
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

/* Place one part: a word, or a piece of one, and the spaces after it. */
static void
line_put(struct line *line, struct span part)
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
		line_next(line);
	if (!fits(line, columns) && may_split(line, word))
		line_split(line, word);
	else
		line_append(line, word, columns);
	line->spaces = part.len - len;
	line->is_glued = false;
}

/* The longest start of ${text} of at most ${most} bytes that cuts no character.
 */
static struct span
whole_characters(struct span text, size_t most)
{
	if (text.len <= most)
		return text;
	for (size_t len = most; len > most - 4; len--) {
		if (((unsigned char)text.ptr[len] & 0xC0) != 0x80)
			return (struct span){text.ptr, len};
	}
	return (struct span){text.ptr, most};
}

/* The first place to break after ${start}, or ${len}. */
static size_t
next_break(const char *breaks, size_t start, size_t len)
{
	const char *found = start + 1 < len
				? memchr(breaks + start + 1, 1, len - start - 1)
				: NULL;

	return found != NULL ? (size_t)(found - breaks) : len;
}

/*
 * Place the parts of ${window} that are known to end; ${is_last}: all of it.
 * Return how many bytes were placed.
 */
static size_t
put_window(struct line *line, struct span window, bool is_last, bool is_full)
{
	char breaks[TEXT_BREAK_BYTES_MAX];
	size_t start = 0, end;

	text_break_find(breaks, window);
	while ((end = next_break(breaks, start, window.len)) < window.len) {
		line_put(
		    line, span_between(window.ptr + start, window.ptr + end));
		start = end;
	}
	if (!is_last && (start > 0 || !is_full))
		return start;
	line_put(line, span_skip(window, start));
	line->is_glued = window.ptr[window.len - 1] != ' ';
	return window.len;
}

/* Place what can be placed of ${text} and return the rest. */
static struct span
put_text(struct line *line, struct span text, bool is_last)
{
	while (text.len > 0) {
		struct span window =
		    whole_characters(text, TEXT_BREAK_BYTES_MAX);
		bool is_full = window.len > TEXT_BREAK_BYTES_MAX - 4;
		size_t placed = put_window(
		    line, window, is_last && window.len == text.len, is_full);

		text = span_skip(text, placed);
		if (placed == 0)
			break;
	}
	return text;
}

/* Cut a piece off ${text}: after a space, if that can be. */
static struct span
take_piece(struct span *text)
{
	struct span piece = whole_characters(*text, PIECE_BYTES);

	if (piece.len < text->len) {
		size_t space = span_find_last(piece, ' ');

		if (space < piece.len)
			piece.len = space + 1;
	}
	*text = span_skip(*text, piece.len);
	return piece;
}

/* Append ${piece} to ${ready}, clean and in the characters asked for. */
static void
prepare(struct buffer *ready, struct span piece, bool ascii)
{
	struct buffer clean = BUFFER_EMPTY;

	if (text_is_plain(piece)) {
		buffer_append(ready, piece);
		return;
	}
	if (!ascii) {
		text_clean(ready, piece);
		return;
	}
	text_clean(&clean, piece);
	translit_for_layout(ready, buffer_span(&clean));
	ready->failed = ready->failed || clean.failed;
	buffer_free(&clean);
}

/* Keep only ${rest}, the end of what ${buffer} holds. */
static void
keep_rest(struct buffer *buffer, struct span rest)
{
	if (rest.len > 0)
		memmove(buffer->ptr, rest.ptr, rest.len);
	buffer->len = rest.len;
}

static void
put_in_pieces(struct line *line, struct span text)
{
	struct buffer ready = BUFFER_EMPTY;

	while (text.len > 0 && !ready.failed) {
		struct span piece = take_piece(&text);

		prepare(&ready, piece, line->how->ascii);
		keep_rest(
		    &ready, put_text(line, buffer_span(&ready), text.len == 0));
	}
	if (ready.failed)
		line->out->failed = true;
	buffer_free(&ready);
}

size_t
text_wrap(struct buffer *out, struct span text, const struct text_wrap *how)
{
	struct line line = line_begin(out, how);

	text = span_trim(text);
	if (text.len <= PIECE_BYTES && text_is_plain(text))
		put_text(&line, text, true);
	else
		put_in_pieces(&line, text);
	line_end(&line);
	return line.widest;
}

/* Place text as it stands, spaces too. */
static void
line_put_raw(struct line *line, struct span text)
{
	size_t columns = text_break_columns(text);

	if (fits(line, columns) || line->how->overflow == TEXT_OVERFLOW_KEEP)
		line_append(line, text, columns);
	else
		line_split(line, text);
}

/* Place a run without tabs, piece by piece. */
static void
put_run(struct line *line, struct span run)
{
	struct buffer ready = BUFFER_EMPTY;

	while (run.len > 0 && !ready.failed) {
		struct span piece = take_piece(&run);

		buffer_clear(&ready);
		prepare(&ready, piece, line->how->ascii);
		line_put_raw(line, buffer_span(&ready));
	}
	if (ready.failed)
		line->out->failed = true;
	buffer_free(&ready);
}

void
text_wrap_preformatted(
    struct buffer *out, struct span text, const struct text_wrap *how)
{
	struct line line = line_begin(out, how);

	while (text.len > 0) {
		struct span run = {text.ptr, span_find(text, '\t')};

		put_run(&line, run);
		text = span_skip(text, run.len);
		if (text.len > 0) {
			static const char spaces[] = "        ";
			size_t count = TAB_COLUMNS - line.column % TAB_COLUMNS;

			line_put_raw(&line, (struct span){spaces, count});
			text = span_skip(text, 1);
		}
	}
	line_end(&line);
}
