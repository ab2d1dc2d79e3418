#include "html_table.h"

#include "inline_text.h"

/* Has the cell that token ${index} opens any words? */
static bool
has_words(struct html_inline *words, size_t index)
{
	const struct markdown *markdown = &words->place->document->markdown;

	buffer_clear(&words->scratch);
	inline_text_append(
	    &words->scratch, markdown, index + 1, markdown->tokens[index].text);
	return words->scratch.len > 0;
}

/* A header without words would be read out as one: it is a mere cell. */
static void
write_cell(struct html_inline *words, size_t index, bool is_header)
{
	const struct markdown_token *token =
	    &words->place->document->markdown.tokens[index];

	if (is_header && has_words(words, index)) {
		html_open(words->writer, "th");
		html_attribute(words->writer, "scope", SPAN("col"));
	} else {
		html_open(words->writer, "td");
	}
	html_inline_write(words, index + 1, token->text);
	html_close(words->writer);
}

/* The row that token ${index} opens; where it closes. */
static size_t
write_row(struct html_inline *words, size_t index, bool is_header)
{
	const struct markdown_token *tokens =
	    words->place->document->markdown.tokens;
	size_t end = tokens[index].text;

	html_open(words->writer, "tr");
	for (size_t i = index + 1; i < end; i++) {
		if (tokens[i].kind != MARKDOWN_CELL)
			continue;
		write_cell(words, i, is_header);
		i = tokens[i].text;
	}
	html_close(words->writer);
	html_line(words->writer);
	return end;
}

void
html_table_write(struct html_inline *words, size_t index)
{
	const struct markdown_token *tokens =
	    words->place->document->markdown.tokens;
	size_t end = tokens[index].text;
	size_t rows = 0;

	html_open(words->writer, "table");
	html_open(words->writer, "thead");
	for (size_t i = index + 1; i < end; i++) {
		if (tokens[i].kind != MARKDOWN_ROW)
			continue;
		/* The first is the header: Markdown has no table without. */
		if (rows == 1) {
			html_close(words->writer);
			html_open(words->writer, "tbody");
		}
		i = write_row(words, i, rows++ == 0);
	}
	html_close(words->writer);
	html_close(words->writer);
	html_line(words->writer);
}
