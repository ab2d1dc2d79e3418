/*
 * Footnotes are short: all their words go on one line.
 */
#include "page_notes.h"

#include "inline_text.h"

/* The first link of the footnote that leads somewhere; its end if none. */
static size_t
first_link(const struct page_body *body, const struct footnote *note)
{
	const struct markdown_token *tokens = body->markdown->tokens;

	for (size_t i = note->first; i < note->after; i++)
		if ((tokens[i].kind == MARKDOWN_LINK ||
			tokens[i].kind == MARKDOWN_IMAGE) &&
		    !markdown_closes(&tokens[i]) &&
		    body->links.links->of_link[tokens[i].value] != LINKS_BROKEN)
			return i;
	return note->after;
}

/* "[1] words": paragraph by paragraph, one space between them. */
static void
append_label(struct buffer *label, const struct markdown *markdown,
    const struct footnote *note, size_t number)
{
	buffer_clear(label);
	buffer_printf(label, "[%zu] ", number);
	for (size_t i = note->first; i < note->after; i++) {
		inline_text_token(label, 0, markdown, &markdown->tokens[i]);
		if (markdown->tokens[i].kind == MARKDOWN_PARAGRAPH)
			inline_text_add(label, 0, SPAN(" "));
	}
	inline_text_end(label, 0);
}

/* Let the links behind token ${first} wait that lead elsewhere than it. */
static void
collect_others(
    struct page_body *body, const struct footnote *note, size_t first)
{
	const struct markdown_token *tokens = body->markdown->tokens;
	const uint32_t *of_link = body->links.links->of_link;

	for (size_t i = tokens[first].text; i < note->after; i++)
		if ((tokens[i].kind == MARKDOWN_LINK ||
			tokens[i].kind == MARKDOWN_IMAGE) &&
		    !markdown_closes(&tokens[i]) &&
		    of_link[tokens[i].value] != of_link[tokens[first].value])
			page_links_add(&body->links, i);
}

static void
write_note(struct page_body *body, const struct footnote *note,
    struct buffer *label, size_t number)
{
	const struct markdown *markdown = body->markdown;
	const struct links *links = body->links.links;
	size_t link = first_link(body, note);

	append_label(label, markdown, note, number);
	if (link == note->after) {
		page_writer_line(body->writer, SPAN(""), buffer_span(label));
		return;
	}

	uint32_t target = links->of_link[markdown->tokens[link].value];
	page_writer_link(
	    body->writer, links->targets[target].href, buffer_span(label));
	collect_others(body, note, link);
	page_links_write_lines(&body->links, body->writer);
}

void
page_notes_write(struct page_body *body, const struct document_page *page)
{
	const struct document *document = body->document;
	struct buffer label = BUFFER_EMPTY;

	if (page->first_note == page->end_note)
		return;
	page_writer_blank(body->writer);
	page_writer_heading(
	    body->writer, 2, document_word(document, WORD_NOTES));
	page_writer_blank(body->writer);
	for (size_t i = page->first_note; i < page->end_note; i++)
		write_note(body,
		    &document->markdown.footnotes.list[document->notes[i]],
		    &label, i - page->first_note + 1);
	buffer_free(&label);
}
