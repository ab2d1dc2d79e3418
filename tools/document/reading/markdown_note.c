/*
 * The marks "[^key]" in the text, and the footnotes' own paragraphs behind it.
 */
#include "markdown_note.h"

#include <string.h>

#include "footnote_scan.h"

bool
markdown_note_begin(struct markdown_builder *builder, struct span *text)
{
	struct markdown *markdown = builder->markdown;
	uintptr_t begin = (uintptr_t)builder->parsed.ptr;
	uintptr_t place = (uintptr_t)text->ptr;

	if (place < begin || place >= begin + builder->parsed.len)
		return false;

	size_t offset = place - begin;
	const struct footnote_piece *piece =
	    footnotes_piece(&markdown->footnotes, offset);
	if (piece == NULL || offset >= piece->from)
		return false;

	/* A block that is never closed may have swallowed it. */
	if (markdown->tokens[builder->open].kind == MARKDOWN_PARAGRAPH) {
		struct footnote *note = &markdown->footnotes.list[piece->note];

		if (note->after == 0)
			note->first = builder->open;
		note->after = builder->open + 1;
	}
	*text = span_skip(*text, piece->from - offset);
	return text->len == 0;
}

/* The footnote whose mark is at the start of ${text}; its bytes. */
static uint32_t
find_note(const struct footnotes *footnotes, struct span text, size_t *len)
{
	if (text.len > FOOTNOTE_KEY_MAX + 3)
		text.len = FOOTNOTE_KEY_MAX + 3;

	size_t close = span_find(text, ']');
	*len = close + 1;
	if (close == text.len)
		return FOOTNOTES_NONE;
	return footnotes_find(
	    footnotes, (struct span){text.ptr + 2, close - 2});
}

static void
put_note(struct markdown_builder *builder, uint32_t note, struct span text)
{
	uint32_t place = markdown_builder_place(builder, text);

	markdown_builder_single(
	    builder, (struct markdown_token){.kind = MARKDOWN_NOTE,
			 .flags = MARKDOWN_ELSEWHERE,
			 .at = place,
			 .text = note});
	builder->markdown->footnotes.list[note].is_used = true;
	builder->last_end = place + (uint32_t)text.len;
}

/* Is ${text} behind a backslash? */
static bool
is_escaped(const struct markdown_builder *builder, struct span text)
{
	uint32_t place = markdown_builder_place(builder, text);

	return place != MARKDOWN_NONE && place > 0 &&
	       builder->source.ptr[place - 1] == '\\';
}

void
markdown_note_words(struct markdown_builder *builder, struct span text)
{
	const struct footnotes *footnotes = &builder->markdown->footnotes;
	struct span rest = text; /* not yet searched */

	while (footnotes->count > 0 && rest.len > 0) {
		const char *bracket = memmem(rest.ptr, rest.len, "[^", 2);
		if (bracket == NULL)
			break;

		rest = span_skip(rest, (size_t)(bracket - rest.ptr));
		size_t len;
		uint32_t note = find_note(footnotes, rest, &len);
		bool is_first = bracket == text.ptr;
		if (note == FOOTNOTES_NONE ||
		    (is_first && is_escaped(builder, rest))) {
			rest = span_skip(rest, 2);
			continue;
		}
		if (!is_first)
			markdown_builder_text(builder, MARKDOWN_TEXT,
			    span_between(text.ptr, bracket));
		put_note(builder, note, (struct span){bracket, len});
		text = rest = span_skip(rest, len);
	}
	if (text.len > 0)
		markdown_builder_text(builder, MARKDOWN_TEXT, text);
}

void
markdown_note_finish(struct markdown *markdown)
{
	struct footnotes *footnotes = &markdown->footnotes;

	markdown->body_end = markdown->token_count;
	for (size_t i = footnotes->count; i > 0; i--) {
		struct footnote *note = &footnotes->list[i - 1];

		if (note->after == 0)
			continue;
		/* Up to now, the last paragraph's opening token. */
		note->after = markdown->tokens[note->after - 1].text + 1;
		markdown->body_end = note->first;
	}
}
