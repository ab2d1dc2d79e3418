/*
 * One pass over the lines, then the text for md4c put together.
 */
#include "footnotes.h"

#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "footnote_scan.h"
#include "list_grow.h"
#include "text_hash.h"

/* What each paragraph of a footnote begins with in the text to parse. */
static const char mark[] = "x ";

/* Where the pass over the lines stands. */
struct reading {
	struct footnotes *footnotes;
	const struct source *source;
	size_t at;             /* where the body begins */
	bool begins_paragraph; /* the next words of the open footnote do */
	bool has_words;        /* the open footnote has some */
};

/* The same for keys that differ in case only. */
static size_t
hash_key(struct span key)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < key.len; i++)
		hash = (hash ^ (unsigned char)ascii_lower(key.ptr[i])) *
		       1099511628211u;
	return (size_t)(hash ^ hash >> 32);
}

/* The slot where ${key} is, or would go; there are slots. */
static uint32_t *
find_slot(const struct footnotes *footnotes, struct span key)
{
	size_t mask_bits = footnotes->slot_count - 1;
	size_t slot = hash_key(key) & mask_bits;

	while (footnotes->slots[slot] != 0 &&
	       !span_equal_nocase(
		   footnotes->list[footnotes->slots[slot] - 1].key, key))
		slot = (slot + 1) & mask_bits;
	return &footnotes->slots[slot];
}

uint32_t
footnotes_find(const struct footnotes *footnotes, struct span key)
{
	if (footnotes->slot_count == 0)
		return FOOTNOTES_NONE;

	uint32_t slot = *find_slot(footnotes, key);
	return slot == 0 ? FOOTNOTES_NONE : slot - 1;
}

/* Index all keys; tell of those that are there already. */
static void
index_keys(struct footnotes *footnotes, const struct source *source)
{
	size_t slot_count = 16;

	while (slot_count < footnotes->count * 2)
		slot_count *= 2;
	footnotes->slots = calloc(slot_count, sizeof *footnotes->slots);
	footnotes->slot_count = slot_count;
	for (size_t i = 0; i < footnotes->count; i++) {
		struct footnote *note = &footnotes->list[i];
		uint32_t *slot = find_slot(footnotes, note->key);

		if (*slot == 0) {
			*slot = (uint32_t)i + 1;
			continue;
		}
		note->is_used = true;
		source_error(source, note->at, "duplicate-footnote",
		    "the footnote \"%.*s\" is defined already; give this one "
		    "another key",
		    (int)note->key.len, note->key.ptr);
		source_note(source, footnotes->list[*slot - 1].at,
		    "duplicate-footnote", "it was first defined here");
	}
}

static void
add_note(struct footnotes *footnotes, struct footnote note)
{
	footnotes->list = list_grow(footnotes->list, footnotes->count,
	    &footnotes->capacity, sizeof *footnotes->list);
	footnotes->list[footnotes->count++] = note;
}

/* Add the words of the open footnote's present line. */
static void
add_piece(struct reading *reading, struct span words)
{
	struct footnotes *footnotes = reading->footnotes;

	if (words.len == 0)
		return;
	footnotes->pieces = list_grow(footnotes->pieces, footnotes->piece_count,
	    &footnotes->piece_capacity, sizeof *footnotes->pieces);
	/* Where they come to stand in the text to parse is not known yet. */
	footnotes->pieces[footnotes->piece_count++] = (struct footnote_piece){
	    .from = reading->begins_paragraph ? sizeof mark - 1 : 0,
	    .at = (uint32_t)(words.ptr - reading->source->text.ptr),
	    .len = (uint32_t)words.len,
	    .note = (uint32_t)footnotes->count - 1,
	};
	reading->begins_paragraph = false;
	reading->has_words = true;
}

/* The open footnote, if there is one, is over. */
static void
end_note(struct reading *reading)
{
	struct footnotes *footnotes = reading->footnotes;

	if (footnotes->count > 0 && !reading->has_words)
		source_error(reading->source,
		    footnotes->list[footnotes->count - 1].at, "bad-footnote",
		    "this footnote has no text; write it after the colon");
	reading->has_words = true;
}

/* A definition begins at the bracket before ${key}. */
static void
begin_note(struct reading *reading, struct span key)
{
	uint32_t at = (uint32_t)(key.ptr - 2 - reading->source->text.ptr);

	end_note(reading);
	if (!footnote_key_is_valid(key))
		source_error(reading->source, at, "bad-footnote",
		    "a footnote's key is made of letters, digits and hyphens, "
		    "as in [^nhs-2024]");
	add_note(reading->footnotes,
	    (struct footnote){
		.key = key, .at = at, .is_used = !footnote_key_is_valid(key)});
	reading->begins_paragraph = true;
	reading->has_words = false;
}

/* Blank the line at ${at} out of the body, which is copied before the first. */
static void
blank_line(struct reading *reading, size_t at, size_t len)
{
	struct footnotes *footnotes = reading->footnotes;
	struct buffer *text = &footnotes->text;

	if (text->len == 0)
		buffer_append(
		    text, span_skip(reading->source->text, reading->at));
	memset(text->ptr + at - reading->at, ' ', len);
	if (footnotes->count > 0)
		footnotes->list[footnotes->count - 1].end =
		    (uint32_t)(at + len);
}

/* Look at every line of the body. */
static void
read_lines(struct reading *reading)
{
	const struct source *source = reading->source;
	struct footnote_scan scan = {0};
	struct span key, words;

	for (size_t at = reading->at; at < source->text.len;
	     at = source_next_line(source, at)) {
		struct span line = source_line(source, at);

		switch (footnote_scan_line(&scan, line, &key, &words)) {
		case FOOTNOTE_LINE_OTHER:
			continue;
		case FOOTNOTE_LINE_BLANK:
			reading->begins_paragraph = true;
			continue;
		case FOOTNOTE_LINE_BEGINS:
			begin_note(reading, key);
			add_piece(reading, words);
			break;
		case FOOTNOTE_LINE_GOES_ON:
			add_piece(reading, words);
			break;
		case FOOTNOTE_LINE_BLOCK:
			source_error(source, at, "bad-footnote",
			    "a footnote is text with links; it cannot hold a "
			    "list, a heading, a table or code");
			reading->has_words = true;
			break;
		}
		blank_line(reading, at, line.len);
	}
	end_note(reading);
}

/* Put the pieces behind the body. */
static void
append_pieces(struct footnotes *footnotes, const struct source *source)
{
	struct buffer *text = &footnotes->text;

	footnotes->body_len = text->len;
	buffer_append_byte(text, '\n');
	for (size_t i = 0; i < footnotes->piece_count; i++) {
		struct footnote_piece *piece = &footnotes->pieces[i];
		bool begins_paragraph = piece->from > 0;

		if (begins_paragraph)
			buffer_append_byte(text, '\n');
		piece->mark = (uint32_t)text->len;
		if (begins_paragraph)
			buffer_append_text(text, mark);
		piece->from = (uint32_t)text->len;
		buffer_append(text,
		    (struct span){source->text.ptr + piece->at, piece->len});
		buffer_append_byte(text, '\n');
	}
}

void
footnotes_read(
    struct footnotes *footnotes, const struct source *source, size_t at)
{
	struct reading reading = {
	    .footnotes = footnotes,
	    .source = source,
	    .at = at,
	    .has_words = true,
	};
	struct span body = span_skip(source->text, at);

	*footnotes = (struct footnotes){0};
	footnotes->has_marks =
	    body.len > 0 && memmem(body.ptr, body.len, "[^", 2) != NULL;
	if (!footnotes->has_marks)
		return;
	read_lines(&reading);
	if (footnotes->count == 0)
		return;
	index_keys(footnotes, source);
	append_pieces(footnotes, source);
}

const struct footnote_piece *
footnotes_piece(const struct footnotes *footnotes, size_t offset)
{
	size_t low = 0, high = footnotes->piece_count;

	if (offset < footnotes->body_len)
		return NULL;
	/* The last piece that begins at the byte or before it. */
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (footnotes->pieces[middle].mark <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low == 0 ? NULL : &footnotes->pieces[low - 1];
}

void
footnotes_free(struct footnotes *footnotes)
{
	free(footnotes->list);
	free(footnotes->pieces);
	free(footnotes->slots);
	buffer_free(&footnotes->text);
	*footnotes = (struct footnotes){0};
}
