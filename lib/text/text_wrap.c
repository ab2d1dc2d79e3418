/*
 * A paragraph broken into lines; see text_wrap.h.
 *
 * The text comes in pieces of bounded size.  What may still grow with the next
 * piece, the part after the last place to break, waits in a small buffer; a
 * part that never ends is written bit by bit once it fills a whole window.
 */
#include "text_wrap.h"

#include "text_break.h"
#include "text_clean.h"
#include "text_line.h"
#include "translit.h"

/* Bytes of source text handled at a time. */
#define PIECE_BYTES 1024

#define TAB_COLUMNS 8

/* The longest start of ${text} within ${most} bytes that cuts no character. */
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
put_window(
    struct text_line *line, struct span window, bool is_last, bool is_full)
{
	char breaks[TEXT_BREAK_BYTES_MAX];
	size_t start = 0, end;

	text_break_find(breaks, window);
	while ((end = next_break(breaks, start, window.len)) < window.len) {
		text_line_put(
		    line, span_between(window.ptr + start, window.ptr + end));
		start = end;
	}
	if (!is_last && (start > 0 || !is_full))
		return start;
	text_line_put(line, span_skip(window, start));
	line->is_glued = window.ptr[window.len - 1] != ' ';
	return window.len;
}

/* Place what can be placed of ${text} and return the rest. */
static struct span
put_text(struct text_line *line, struct span text, bool is_last)
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
prepare(struct buffer *ready, struct span piece, const struct text_wrap *how)
{
	struct buffer clean = BUFFER_EMPTY;

	if (text_is_plain(piece)) {
		buffer_append(ready, piece);
		return;
	}
	if (!how->ascii) {
		text_clean(ready, piece);
		return;
	}
	text_clean(&clean, piece);
	translit_for_layout(ready, buffer_span(&clean), how->language);
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
put_in_pieces(struct text_line *line, struct span text)
{
	struct buffer ready = BUFFER_EMPTY;

	while (text.len > 0 && !ready.failed) {
		struct span piece = take_piece(&text);

		prepare(&ready, piece, line->how);
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
	struct text_line line = text_line_begin(out, how);

	text = span_trim(text);
	if (text.len <= PIECE_BYTES && text_is_plain(text))
		put_text(&line, text, true);
	else
		put_in_pieces(&line, text);
	text_line_end(&line);
	return line.widest;
}

/* Place a run without tabs, piece by piece. */
static void
put_run(struct text_line *line, struct span run)
{
	struct buffer ready = BUFFER_EMPTY;

	while (run.len > 0 && !ready.failed) {
		struct span piece = take_piece(&run);

		buffer_clear(&ready);
		prepare(&ready, piece, line->how);
		text_line_put_preformatted(line, buffer_span(&ready));
	}
	if (ready.failed)
		line->out->failed = true;
	buffer_free(&ready);
}

void
text_wrap_preformatted(
    struct buffer *out, struct span text, const struct text_wrap *how)
{
	struct text_line line = text_line_begin(out, how);

	while (text.len > 0) {
		struct span run = {text.ptr, span_find(text, '\t')};

		put_run(&line, run);
		text = span_skip(text, run.len);
		if (text.len > 0) {
			static const char spaces[] = "        ";
			size_t count = TAB_COLUMNS - line.column % TAB_COLUMNS;

			text_line_put_preformatted(
			    &line, (struct span){spaces, count});
			text = span_skip(text, 1);
		}
	}
	text_line_end(&line);
}
