#include "html_body.h"

#include "html_table.h"
#include "inline_text.h"

#define LEVEL_MAX 6

struct html_body {
	struct html_inline *words;
	unsigned base;
	size_t depth;        /* open quotes and lists */
	size_t next_heading; /* index of the document's heading to come */
};

static const struct markdown_token *
token_at(const struct html_body *body, size_t index)
{
	return &body->words->place->document->markdown.tokens[index];
}

static void
open_heading(struct html_writer *writer, unsigned level)
{
	char name[] = "h1";

	name[1] = (char)('0' + (level < LEVEL_MAX ? level : LEVEL_MAX));
	html_open(writer, name);
}

/* A paragraph of links alone is a list of them. */
static void
write_links(struct html_body *body, size_t from, size_t to)
{
	struct html_writer *writer = body->words->writer;

	html_open(writer, "ul");
	html_attribute(writer, "class", SPAN("links"));
	for (size_t i = from; i < to; i++) {
		if (token_at(body, i)->kind != MARKDOWN_LINK &&
		    token_at(body, i)->kind != MARKDOWN_IMAGE)
			continue;
		html_open(writer, "li");
		html_inline_write(body->words, i, token_at(body, i)->text + 1);
		html_close(writer);
		i = token_at(body, i)->text;
	}
	html_close(writer);
	html_line(writer);
}

/* Two links or more, and nothing between them that is to be read? */
static bool
is_list_of_links(const struct html_body *body, size_t from, size_t to)
{
	size_t links = 0;

	if (body->depth > 0 ||
	    !inline_text_is_only_links(
		&body->words->place->document->markdown, from, to))
		return false;
	for (size_t i = from; i < to; i++)
		links += token_at(body, i)->kind == MARKDOWN_LINK &&
			 !markdown_closes(token_at(body, i));
	return links > 1;
}

static void
write_paragraph(struct html_body *body, size_t index)
{
	size_t end = token_at(body, index)->text;

	if (is_list_of_links(body, index + 1, end)) {
		write_links(body, index + 1, end);
		return;
	}
	html_open(body->words->writer, "p");
	html_inline_write(body->words, index + 1, token_at(body, index)->text);
	html_close(body->words->writer);
	html_line(body->words->writer);
}

/* The heading of the document that token ${index} is; NULL: it is none. */
static const struct document_heading *
find_heading(struct html_body *body, size_t index)
{
	const struct document *document = body->words->place->document;
	const struct document_heading *headings = document->headings;

	while (body->next_heading < document->heading_count &&
	       headings[body->next_heading].token < index)
		body->next_heading++;
	if (body->depth > 0 || body->next_heading == document->heading_count ||
	    headings[body->next_heading].token != index)
		return NULL;
	return &headings[body->next_heading];
}

/* In the document a page's heading has level 2, those below it 3 and more. */
static void
write_heading(struct html_body *body, size_t index)
{
	const struct document_heading *heading = find_heading(body, index);
	struct html_writer *writer = body->words->writer;
	unsigned below;
	struct span id;

	if (heading == NULL) {
		write_paragraph(body, index);
		return;
	}
	if (heading->is_title)
		return;
	below = heading->level > 2 ? heading->level - 2 : 1;
	open_heading(writer, body->base + below);
	id = html_place_heading(body->words->place, heading);
	if (id.len > 0)
		html_attribute(writer, "id", id);
	html_text(writer, heading->text);
	html_close(writer);
	html_line(writer);
}

static void
write_code(struct html_body *body, size_t index)
{
	const struct markdown *markdown =
	    &body->words->place->document->markdown;
	struct html_writer *writer = body->words->writer;
	size_t end = token_at(body, index)->text;
	struct span info = markdown_text(markdown, token_at(body, index + 1));

	html_open(writer, "figure");
	if (info.len > 0)
		html_element(writer, "figcaption", info);
	html_open(writer, "pre");
	for (size_t i = index + 2; i < end; i++)
		html_text(writer, markdown_text(markdown, token_at(body, i)));
	html_close(writer);
	html_close(writer);
	html_line(writer);
}

static void
open_list(struct html_body *body, const struct markdown_token *token)
{
	struct html_writer *writer = body->words->writer;
	struct buffer *number = &body->words->scratch;

	html_open(writer, token->level == 1 ? "ol" : "ul");
	if (token->level != 1 || token->value == 1)
		return;
	buffer_clear(number);
	buffer_printf(number, "%u", (unsigned)token->value);
	html_attribute(writer, "start", buffer_span(number));
}

/* A quote, list or item opens or closes. */
static void
take_container(struct html_body *body, const struct markdown_token *token)
{
	struct html_writer *writer = body->words->writer;

	if (markdown_closes(token)) {
		html_close(writer);
		html_line(writer);
		body->depth--;
		return;
	}
	body->depth++;
	if (token->kind == MARKDOWN_QUOTE)
		html_open(writer, "blockquote");
	else if (token->kind == MARKDOWN_LIST)
		open_list(body, token);
	else
		html_open(writer, "li");
}

/* Write what begins at token ${index}; return where to go on. */
static size_t
write_block(struct html_body *body, size_t index)
{
	const struct markdown_token *token = token_at(body, index);

	switch ((enum markdown_kind)token->kind) {
	case MARKDOWN_QUOTE:
	case MARKDOWN_LIST:
	case MARKDOWN_ITEM:
		take_container(body, token);
		return index + 1;
	case MARKDOWN_HEADING:
		write_heading(body, index);
		return token->text + 1;
	case MARKDOWN_PARAGRAPH:
		write_paragraph(body, index);
		return token->text + 1;
	case MARKDOWN_CODE:
		write_code(body, index);
		return token->text + 1;
	case MARKDOWN_HTML:
		return token->text + 1;
	case MARKDOWN_TABLE:
		html_table_write(body->words, index);
		return token->text + 1;
	case MARKDOWN_RULE:
		html_open(body->words->writer, "hr");
		html_close_void(body->words->writer);
		return index + 1;
	case MARKDOWN_LINK:
	case MARKDOWN_IMAGE:
	case MARKDOWN_TEXT:
	case MARKDOWN_ENTITY:
	case MARKDOWN_CODE_TEXT:
	case MARKDOWN_NOTE:
	case MARKDOWN_BREAK:
	case MARKDOWN_RAW: {
		const struct markdown *markdown =
		    &body->words->place->document->markdown;
		size_t end = markdown_end_of_words(markdown, index);

		html_inline_write(body->words, index, end);
		return end;
	}
	case MARKDOWN_ROW:
	case MARKDOWN_CELL:
	case MARKDOWN_INFO:
		break;
	}
	return index + 1;
}

void
html_body_write(struct html_inline *words, unsigned base)
{
	const struct document_page *page = words->place->page;
	struct html_body body = {
	    .words = words, .base = base, .next_heading = page->first_heading};
	size_t index = page->first;

	while (index < page->end)
		index = write_block(&body, index);
}

static void
write_note(
    struct html_inline *words, const struct footnote *note, size_t number)
{
	const struct markdown_token *tokens =
	    words->place->document->markdown.tokens;

	html_open(words->writer, "li");
	buffer_clear(&words->scratch);
	html_place_note(&words->scratch, words->place, "note", number);
	html_attribute(words->writer, "id", buffer_span(&words->scratch));
	for (size_t i = note->first; i < note->after; i++) {
		if (tokens[i].kind != MARKDOWN_PARAGRAPH)
			continue;
		html_open(words->writer, "p");
		html_inline_write(words, i + 1, tokens[i].text);
		html_close(words->writer);
		i = tokens[i].text;
	}
	html_close(words->writer);
	html_line(words->writer);
}

void
html_body_notes(struct html_inline *words, unsigned base)
{
	const struct document *document = words->place->document;
	const struct document_page *page = words->place->page;

	if (page->first_note == page->end_note)
		return;
	html_open(words->writer, "section");
	html_attribute(words->writer, "class", SPAN("notes"));
	open_heading(words->writer, base + 1);
	html_text(words->writer, document_word(document, WORD_NOTES));
	html_close(words->writer);
	html_open(words->writer, "ol");
	for (size_t i = page->first_note; i < page->end_note; i++)
		write_note(words,
		    &document->markdown.footnotes.list[document->notes[i]],
		    i - page->first_note + 1);
	html_close(words->writer);
	html_close(words->writer);
	html_line(words->writer);
}
