/*
 * One walk over a page's tokens.  Nesting is counted, not recursed into, so
 * that a hostile depth costs nothing.
 */
#include "page_body.h"

#include "inline_text.h"
#include "page_table.h"

void
page_body_begin(struct page_body *body, const struct document *document,
    const struct links *links, struct page_writer *writer)
{
	*body = (struct page_body){
	    .document = document,
	    .markdown = &document->markdown,
	    .writer = writer,
	};
	page_links_begin(&body->links, body->markdown, links);
}

void
page_body_end(struct page_body *body)
{
	page_links_end(&body->links);
}

/* Write the links that wait, unless the block around this one goes on. */
static void
end_block(struct page_body *body)
{
	page_writer_end(body->writer);
	if (body->quotes > 0 || body->lists > 0)
		return;
	page_writer_blank(body->writer);
	page_links_write(&body->links, body->writer);
}

/* Keep paragraphs of one quote apart. */
static void
separate_in_quote(struct page_body *body)
{
	if (body->quotes > 0 && body->quote_goes_on && body->lists == 0) {
		page_writer_open(body->writer, SPAN(">"));
		page_writer_end(body->writer);
	}
}

static void
write_paragraph(struct page_body *body, size_t from, size_t to)
{
	bool is_list_of_links =
	    body->quotes == 0 && body->lists == 0 &&
	    inline_text_is_only_links(body->markdown, from, to);

	if (is_list_of_links)
		page_inline_collect(body, from, to);
	if (!is_list_of_links || page_links_repeat(&body->links)) {
		separate_in_quote(body);
		page_inline_open_line(body);
		page_inline_write(body, from, to);
	}
	end_block(body);
}

/* A heading of the document: the title is on the page already. */
static void
write_heading(struct page_body *body, size_t index)
{
	const struct document_heading *headings = body->document->headings;
	size_t end = body->markdown->tokens[index].text;

	while (body->next_heading < body->document->heading_count &&
	       headings[body->next_heading].token < index)
		body->next_heading++;
	if (body->next_heading == body->document->heading_count ||
	    headings[body->next_heading].token != index)
		return;

	const struct document_heading *heading = &headings[body->next_heading];
	page_inline_collect(body, index + 1, end);
	if (!heading->is_title) {
		body->level = heading->level > 2 ? heading->level - 1 : 2;
		if (body->level > PAGE_WRITER_LEVEL_MAX)
			body->level = PAGE_WRITER_LEVEL_MAX;
		page_writer_blank(body->writer);
		page_writer_heading(body->writer, body->level, heading->text);
	}
	end_block(body);
}

static void
write_code(struct page_body *body, size_t index)
{
	const struct markdown *markdown = body->markdown;
	size_t end = markdown->tokens[index].text;
	struct buffer code = BUFFER_EMPTY;

	for (size_t i = index + 2; i < end; i++)
		buffer_append(
		    &code, markdown_text(markdown, &markdown->tokens[i]));
	if (body->lists == 0)
		page_writer_blank(body->writer);
	body->item_begins = false;
	body->quote_goes_on = false;
	page_writer_toggle(body->writer,
	    markdown_text(markdown, &markdown->tokens[index + 1]));
	page_writer_preformatted(body->writer, buffer_span(&code));
	page_writer_toggle(body->writer, SPAN(""));
	buffer_free(&code);
	end_block(body);
}

static void
enter_list(struct page_body *body, const struct markdown_token *token)
{
	if (body->lists == 0 && body->quotes == 0)
		page_writer_blank(body->writer);
	if (body->lists == 0)
		separate_in_quote(body);
	if (body->lists < PAGE_LIST_DEPTH)
		body->list[body->lists] =
		    (struct page_list){token->level == 1, token->value - 1};
	body->lists++;
}

/* A container opens or closes. */
static void
take_container(struct page_body *body, const struct markdown_token *token)
{
	bool closes = markdown_closes(token);

	page_writer_end(body->writer);
	switch ((enum markdown_kind)token->kind) {
	case MARKDOWN_QUOTE:
		body->quotes += closes ? -(size_t)1 : 1;
		if (body->quotes == 0 || (body->quotes == 1 && !closes))
			body->quote_goes_on = false;
		break;
	case MARKDOWN_LIST:
		if (closes)
			body->lists--;
		else
			enter_list(body, token);
		break;
	case MARKDOWN_ITEM:
		if (!closes && body->lists <= PAGE_LIST_DEPTH)
			body->list[body->lists - 1].number++;
		body->item_begins = !closes;
		break;
	default:
		break;
	}
	if (closes && token->kind != MARKDOWN_ITEM)
		end_block(body);
	else if (token->kind == MARKDOWN_QUOTE && body->lists == 0 &&
		 body->quotes == 1)
		page_writer_blank(body->writer);
}

/* Write what begins at token ${index}; return where to go on. */
static size_t
write_block(struct page_body *body, size_t index)
{
	const struct markdown_token *token = &body->markdown->tokens[index];

	switch ((enum markdown_kind)token->kind) {
	case MARKDOWN_QUOTE:
	case MARKDOWN_LIST:
	case MARKDOWN_ITEM:
		take_container(body, token);
		return index + 1;
	case MARKDOWN_HEADING:
		if (body->quotes == 0 && body->lists == 0)
			write_heading(body, index);
		else
			write_paragraph(body, index + 1, token->text);
		return token->text + 1;
	case MARKDOWN_PARAGRAPH:
		write_paragraph(body, index + 1, token->text);
		return token->text + 1;
	case MARKDOWN_CODE:
		write_code(body, index);
		return token->text + 1;
	case MARKDOWN_HTML:
		return token->text + 1;
	case MARKDOWN_TABLE:
		page_table_write(body, index);
		end_block(body);
		return token->text + 1;
	case MARKDOWN_RULE:
		page_writer_blank(body->writer);
		page_writer_line(body->writer, SPAN(""), SPAN("---"));
		end_block(body);
		return index + 1;
	case MARKDOWN_LINK:
	case MARKDOWN_IMAGE:
	case MARKDOWN_TEXT:
	case MARKDOWN_ENTITY:
	case MARKDOWN_CODE_TEXT:
	case MARKDOWN_NOTE:
	case MARKDOWN_BREAK:
	case MARKDOWN_RAW:
		page_inline_open_line(body);
		page_inline_write(
		    body, index, markdown_end_of_words(body->markdown, index));
		page_writer_end(body->writer);
		return markdown_end_of_words(body->markdown, index);
	case MARKDOWN_ROW:
	case MARKDOWN_CELL:
	case MARKDOWN_INFO:
		break;
	}
	return index + 1;
}

void
page_body_write(struct page_body *body, const struct document_page *page)
{
	size_t index = page->first;

	body->page = page;
	body->level = 1;
	body->next_heading = page->first_heading;
	/* Its own heading is on the page already, but for its links. */
	if (index > 0) {
		page_inline_collect(
		    body, body->markdown->tokens[index - 1].text, index);
		end_block(body);
	}
	while (index < page->end)
		index = write_block(body, index);
}
