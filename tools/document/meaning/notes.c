/*
 * One walk over the pages' tokens; each mark becomes text of its own.
 */
#include "notes.h"

#include <stdlib.h>

/* Where the walk stands. */
struct numbering {
	struct document *document;
	size_t used;  /* footnotes on the pages so far */
	size_t first; /* of them, the first on this page */
	uint32_t
	    *numbers;  /* of each footnote on the page it was last met, ... */
	size_t *pages; /* ... this one, plus one */
	uint32_t *labels; /* of each number: where its text is kept */
	size_t label_count;
};

/* Where the text "[number]" is kept among the strings. */
static uint32_t
label_of(struct numbering *numbering, uint32_t number)
{
	struct buffer *strings = &numbering->document->markdown.strings;

	/* Numbers come one after another. */
	if (number > numbering->label_count) {
		numbering->labels[number - 1] = (uint32_t)strings->len;
		buffer_printf(strings, "[%u]", (unsigned)number);
		numbering->label_count = number;
	}
	return numbering->labels[number - 1];
}

static uint32_t
label_length(uint32_t number)
{
	uint32_t length = 3;

	for (; number >= 10; number /= 10)
		length++;
	return length;
}

/* Give the mark its number on page ${page}. */
static void
number_mark(
    struct numbering *numbering, struct markdown_token *token, size_t page)
{
	uint32_t note = token->text;

	if (numbering->pages[note] != page + 1) {
		numbering->document->notes[numbering->used++] = note;
		numbering->pages[note] = page + 1;
		numbering->numbers[note] =
		    (uint32_t)(numbering->used - numbering->first);
	}
	token->text = label_of(numbering, numbering->numbers[note]);
	token->value = label_length(numbering->numbers[note]);
}

static void
number_page(struct numbering *numbering, size_t index)
{
	struct document *document = numbering->document;
	struct document_page *page = &document->pages[index];
	struct markdown_token *tokens = document->markdown.tokens;

	page->first_note = numbering->first = numbering->used;
	for (size_t i = page->first; i < page->end; i++) {
		if (tokens[i].kind == MARKDOWN_HEADING)
			i = tokens[i].text;
		else if (tokens[i].kind == MARKDOWN_NOTE)
			number_mark(numbering, &tokens[i], index);
	}
	page->end_note = numbering->used;
}

/* Tell of marks among tokens ${from} to ${to}, where none may be. */
static void
tell_misplaced(
    const struct document *document, size_t from, size_t to, const char *where)
{
	for (size_t i = from; i < to; i++)
		if (document->markdown.tokens[i].kind == MARKDOWN_NOTE)
			source_error(document->source,
			    document->markdown.tokens[i].at,
			    "misplaced-footnote",
			    "no footnote can stand in %s; put it into the text",
			    where);
}

/*
 * Tell of definitions among the lines of code from token ${from} to ${to}: a
 * construct was not what it seemed to be, and code must not lose a line.
 */
static void
tell_in_code(const struct document *document, size_t from, size_t to)
{
	const struct markdown_token *tokens = document->markdown.tokens;
	const struct footnotes *footnotes = &document->markdown.footnotes;
	size_t low = 0, high = footnotes->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (footnotes->list[middle].at < tokens[from].at)
			low = middle + 1;
		else
			high = middle;
	}
	while (to > from && (tokens[to].flags & MARKDOWN_ELSEWHERE) != 0)
		to--;
	for (;
	     low < footnotes->count && footnotes->list[low].at < tokens[to].at;
	     low++)
		source_error(document->source, footnotes->list[low].at,
		    "misplaced-footnote",
		    "it is not clear whether this footnote is within code; "
		    "move it to the end of the document");
}

static void
tell_wrong(const struct document *document)
{
	const struct markdown *markdown = &document->markdown;
	const struct footnotes *footnotes = &markdown->footnotes;

	for (size_t i = 0; i < markdown->body_end; i++) {
		size_t end = markdown->tokens[i].text;

		if (markdown_closes(&markdown->tokens[i]))
			continue;
		if (markdown->tokens[i].kind == MARKDOWN_HEADING)
			tell_misplaced(document, i, end, "a heading");
		else if (markdown->tokens[i].kind == MARKDOWN_CODE)
			tell_in_code(document, i, end - 1);
	}
	tell_misplaced(document, markdown->body_end, markdown->token_count,
	    "another footnote");
	for (size_t i = 0; i < footnotes->count; i++) {
		const struct footnote *note = &footnotes->list[i];

		if (!note->is_used)
			source_error(document->source, note->at,
			    "unused-footnote",
			    "no page uses this footnote; write [^%.*s] behind "
			    "the words it belongs to, or delete it",
			    (int)note->key.len, note->key.ptr);
	}
}

/* How many marks there are. */
static size_t
count_marks(const struct markdown *markdown)
{
	size_t count = 0;

	for (size_t i = 0; i < markdown->token_count; i++)
		count += markdown->tokens[i].kind == MARKDOWN_NOTE;
	return count;
}

void
notes_number(struct document *document)
{
	size_t count = document->markdown.footnotes.count;
	struct numbering numbering = {.document = document};

	if (count == 0)
		return;
	document->notes = calloc(
	    count_marks(&document->markdown) + 1, sizeof *document->notes);
	numbering.numbers = calloc(count, sizeof *numbering.numbers);
	numbering.pages = calloc(count, sizeof *numbering.pages);
	numbering.labels = calloc(count, sizeof *numbering.labels);
	for (size_t i = 0; i < document->page_count; i++)
		number_page(&numbering, i);
	free(numbering.numbers);
	free(numbering.pages);
	free(numbering.labels);
	tell_wrong(document);
}
