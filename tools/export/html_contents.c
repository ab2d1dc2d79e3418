/*
 * If each of many pages listed all, the lists would soon be most of what there
 * is: the square of the pages.
 */
#include "html_contents.h"

static struct buffer *
scratch(struct html_inline *words)
{
	buffer_clear(&words->scratch);
	return &words->scratch;
}

/* "Next: Causes" */
static void
write_turn(struct html_inline *words, enum word word, size_t index)
{
	const struct document *document = words->place->document;
	struct html_writer *writer = words->writer;
	struct buffer *text = scratch(words);

	html_place_page(text, words->place, index);
	html_open(writer, "a");
	html_attribute(writer, "href", buffer_span(text));
	text = scratch(words);
	buffer_append(text, document_word(document, word));
	buffer_append(text, document_colon(document));
	buffer_append(text, document->pages[index].title);
	html_text(writer, buffer_span(text));
	html_close(writer);
}

void
html_contents_turns(struct html_inline *words, size_t index)
{
	struct html_writer *writer = words->writer;
	size_t last = words->place->document->page_count - 1;

	if (last == 0)
		return;
	html_open(writer, "p");
	html_attribute(writer, "class", SPAN("turn"));
	if (index > 0)
		write_turn(words, WORD_PREVIOUS, index - 1);
	if (index < last)
		write_turn(words, WORD_NEXT, index + 1);
	html_close(writer);
	html_line(writer);
}

/* A list's line that leads to page ${index}. */
static void
write_entry(struct html_inline *words, size_t index, bool is_current)
{
	struct html_writer *writer = words->writer;
	struct buffer *href = scratch(words);

	html_place_page(href, words->place, index);
	html_open(writer, "li");
	html_open(writer, "a");
	html_attribute(writer, "href", buffer_span(href));
	if (is_current)
		html_attribute(writer, "aria-current", SPAN("page"));
	html_text(writer, words->place->document->pages[index].title);
	html_close(writer);
	html_close(writer);
	html_line(writer);
}

/* The pages that are listed besides the first: ${first} to before ${end}. */
static void
choose_entries(
    const struct html_inline *words, size_t index, size_t *first, size_t *end)
{
	*first = 1;
	*end = words->place->document->page_count;
	if (*end <= HTML_CONTENTS_MAX || index == 0)
		return;
	if (index > HTML_CONTENTS_AROUND + 1)
		*first = index - HTML_CONTENTS_AROUND;
	if (*end - index > HTML_CONTENTS_AROUND + 1)
		*end = index + HTML_CONTENTS_AROUND + 1;
}

void
html_contents_write(struct html_inline *words, size_t index)
{
	const struct document *document = words->place->document;
	struct html_writer *writer = words->writer;
	size_t first, end;

	choose_entries(words, index, &first, &end);
	html_open(writer, "nav");
	html_attribute(writer, "class", SPAN("contents"));
	html_attribute(
	    writer, "aria-label", document_word(document, WORD_CONTENTS));
	html_open(writer, "ul");
	write_entry(words, 0, index == 0);
	for (size_t i = first; i < end; i++)
		write_entry(words, i, i == index);
	html_close(writer);
	html_close(writer);
	html_line(writer);
}
