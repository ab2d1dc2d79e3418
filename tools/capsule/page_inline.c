#include "page_inline.h"

/* How many of the open lists are shown as levels. */
static size_t
shown_lists(const struct page_body *body)
{
	return body->lists < PAGE_LIST_DEPTH ? body->lists : PAGE_LIST_DEPTH;
}

/* Append an ordered item's number, those of the items around it first. */
static void
append_number(struct buffer *mark, const struct page_body *body)
{
	size_t depth = shown_lists(body);
	size_t first = depth;

	while (first > 0 && body->list[first - 1].is_ordered)
		first--;
	for (size_t i = first; i < depth; i++)
		buffer_printf(mark, "%u.", (unsigned)body->list[i].number);
	buffer_append_byte(mark, ' ');
}

/*
 * The mark of an item: "* " at the outside, "* - " one level further in,
 * "1. " or "2.1. " with a number.
 */
static void
append_item_mark(struct buffer *mark, const struct page_body *body)
{
	size_t depth = shown_lists(body);
	size_t bullets = 0;

	for (size_t i = 0; i < depth; i++)
		bullets += !body->list[i].is_ordered;
	for (size_t i = 0; i < bullets; i++)
		buffer_append_text(mark, i == 0 ? "* " : "- ");
	if (depth > 0 && body->list[depth - 1].is_ordered)
		append_number(mark, body);
}

void
page_inline_open_line(struct page_body *body)
{
	struct buffer mark = BUFFER_EMPTY;

	for (size_t i = 0; i < body->quotes && i < PAGE_QUOTE_DEPTH; i++)
		buffer_append_text(&mark, "> ");
	if (body->item_begins)
		append_item_mark(&mark, body);
	body->item_begins = false;
	body->quote_goes_on = body->quotes > 0;
	page_writer_open(body->writer, buffer_span(&mark));
	buffer_free(&mark);
}

/* Is a comment, or a line break, all that the HTML stands for? */
static bool
is_line_break(struct span html)
{
	return html.len >= 3 && html.ptr[0] == '<' &&
	       (html.ptr[1] | 0x20) == 'b';
}

void
page_inline_write(struct page_body *body, size_t from, size_t to)
{
	const struct markdown *markdown = body->markdown;

	for (size_t i = from; i < to; i++) {
		const struct markdown_token *token = &markdown->tokens[i];

		if (token->kind == MARKDOWN_TEXT ||
		    token->kind == MARKDOWN_ENTITY ||
		    token->kind == MARKDOWN_CODE_TEXT ||
		    token->kind == MARKDOWN_NOTE)
			page_writer_words(
			    body->writer, markdown_text(markdown, token));
		else if (token->kind == MARKDOWN_BREAK ||
			 (token->kind == MARKDOWN_RAW &&
			     is_line_break(markdown_text(markdown, token))))
			page_inline_open_line(body);
		else if ((token->kind == MARKDOWN_LINK ||
			     token->kind == MARKDOWN_IMAGE) &&
			 !markdown_closes(token))
			page_links_add(&body->links, i);
	}
}

void
page_inline_collect(struct page_body *body, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const struct markdown_token *token = &body->markdown->tokens[i];

		if ((token->kind == MARKDOWN_LINK ||
			token->kind == MARKDOWN_IMAGE) &&
		    !markdown_closes(token))
			page_links_add(&body->links, i);
	}
}
