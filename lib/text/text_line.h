/*
 * The line that a paragraph is being written on: does the next part fit, or
 * does another line begin?
 *
 * What text_wrap.c is made of; nothing else needs it.
 */
#ifndef TEXT_TEXT_LINE_H
#define TEXT_TEXT_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"
#include "span.h"
#include "text_form.h"

struct text_line {
	struct buffer *out;
	const struct text_wrap *how;
	struct span indent; /* of this line */
	size_t column;      /* columns written, the indent included */
	size_t spaces;      /* columns of spaces due before the next part */
	size_t widest;      /* columns of the widest line that has ended */
	bool is_first;
	bool has_text; /* has anything been written after the indent? */
	bool is_glued; /* no line may end before the next part */
};

/** text_line_begin(out, how): the first line of a paragraph. */
struct text_line text_line_begin(
    struct buffer *out, const struct text_wrap *how);

/**
 * text_line_put(line, part):
 * Place clean text that no line may end within, and the spaces after it: on
 * this line if it fits, else on the next; split if how->overflow asks for it.
 */
void text_line_put(struct text_line *line, struct span part);

/**
 * text_line_put_preformatted(line, text):
 * Place clean text as it stands, spaces too, cut where a line is full unless
 * how->overflow is KEEP.
 */
void text_line_put_preformatted(struct text_line *line, struct span text);

/** text_line_end(line): end the last line of the paragraph. */
void text_line_end(struct text_line *line);

#endif
