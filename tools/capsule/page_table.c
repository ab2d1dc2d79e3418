/*
 * Rows one by one; links follow the row or list they stand in.
 */
#include "page_table.h"

#include "inline_text.h"

/* A description longer than this many bytes is a paragraph of its own. */
#define DESCRIPTION_MAX 160

/* The cells of a row are between these tokens. */
struct row {
	size_t first;
	size_t end;
};

/* The next row from token ${index} on, up to ${end}; false if none. */
static bool
next_row(
    const struct markdown *markdown, size_t *index, size_t end, struct row *row)
{
	if (*index >= end)
		return false;
	*row = (struct row){*index + 1, markdown->tokens[*index].text};
	*index = row->end + 1;
	return true;
}

/* The index of the cell after the one that opens at ${cell}. */
static size_t
next_cell(const struct markdown *markdown, size_t cell)
{
	return markdown->tokens[cell].text + 1;
}

/* The words of the cell that opens at ${cell}. */
static struct span
cell_text(struct buffer *words, const struct markdown *markdown, size_t cell)
{
	buffer_clear(words);
	inline_text_append(
	    words, markdown, cell + 1, markdown->tokens[cell].text);
	return buffer_span(words);
}

/* Let the links of the cell that opens at ${cell} wait to be written. */
static void
collect_links(struct page_body *body, size_t cell)
{
	page_body_collect(body, cell, body->markdown->tokens[cell].text);
}

/* Has a row a second cell too long to follow its term on one line? */
static bool
has_long_cell(const struct markdown *markdown, size_t index, size_t end)
{
	struct buffer words = BUFFER_EMPTY;
	struct row row;
	bool is_long = false;

	while (!is_long && next_row(markdown, &index, end, &row)) {
		size_t second = next_cell(markdown, row.first);

		is_long =
		    second < row.end &&
		    cell_text(&words, markdown, second).len > DESCRIPTION_MAX;
	}
	buffer_free(&words);
	return is_long;
}

/* "* name: value", where either may be empty. */
static void
write_item(struct page_body *body, struct span name, struct span value)
{
	struct buffer line = BUFFER_EMPTY;

	if (value.len > 0 || name.len > 0) {
		buffer_append(&line, name);
		if (name.len > 0 && value.len > 0)
			buffer_append_text(
			    &line, name.ptr[name.len - 1] == ':' ? " " : ": ");
		buffer_append(&line, value);
		page_writer_line(body->writer, SPAN("* "), buffer_span(&line));
	}
	body->links.failed |= line.failed;
	buffer_free(&line);
}

/* The heading of a row: one level below the present one, ### at most. */
static void
write_row_heading(struct page_body *body, struct span text)
{
	unsigned level = body->level < PAGE_WRITER_LEVEL_MAX
			     ? body->level + 1
			     : PAGE_WRITER_LEVEL_MAX;

	page_writer_blank(body->writer);
	page_writer_heading(body->writer, level, text);
	page_writer_blank(body->writer);
}

/* A row of one or two columns as an item. */
static void
write_term(struct page_body *body, const struct row *row)
{
	struct buffer term = BUFFER_EMPTY;
	struct buffer description = BUFFER_EMPTY;
	size_t second = next_cell(body->markdown, row->first);
	struct span value = SPAN("");

	collect_links(body, row->first);
	if (second < row->end) {
		value = cell_text(&description, body->markdown, second);
		collect_links(body, second);
	}
	write_item(body, cell_text(&term, body->markdown, row->first), value);
	buffer_free(&term);
	buffer_free(&description);
}

/* A row of two columns as a heading and a paragraph. */
static void
write_term_heading(struct page_body *body, const struct row *row)
{
	struct buffer words = BUFFER_EMPTY;
	size_t second = next_cell(body->markdown, row->first);

	collect_links(body, row->first);
	write_row_heading(body, cell_text(&words, body->markdown, row->first));
	if (second < row->end) {
		page_writer_open(body->writer, SPAN(""));
		page_body_inline(
		    body, second + 1, body->markdown->tokens[second].text);
		page_writer_end(body->writer);
	}
	buffer_free(&words);
}

/* A row of many columns as a heading and items. */
static void
write_wide_row(
    struct page_body *body, const struct row *header, const struct row *row)
{
	const struct markdown *markdown = body->markdown;
	struct buffer column = BUFFER_EMPTY;
	struct buffer value = BUFFER_EMPTY;
	size_t name = header->first;

	collect_links(body, row->first);
	write_row_heading(body, cell_text(&value, markdown, row->first));
	for (size_t cell = next_cell(markdown, row->first); cell < row->end;
	     cell = next_cell(markdown, cell)) {
		struct span words = cell_text(&value, markdown, cell);

		name = next_cell(markdown, name);
		collect_links(body, cell);
		if (words.len > 0 && name < header->end)
			write_item(
			    body, cell_text(&column, markdown, name), words);
	}
	buffer_free(&column);
	buffer_free(&value);
}

/* All cells of the header as items: there is no other row. */
static void
write_header_alone(struct page_body *body, const struct row *header)
{
	struct buffer words = BUFFER_EMPTY;

	for (size_t cell = header->first; cell < header->end;
	     cell = next_cell(body->markdown, cell))
		write_item(
		    body, cell_text(&words, body->markdown, cell), SPAN(""));
	buffer_free(&words);
}

/* Links of the row follow it, unless the table is within a list or quote. */
static void
end_row(struct page_body *body)
{
	page_writer_blank(body->writer);
	if (body->quotes == 0 && body->lists == 0)
		page_links_write(&body->links, body->writer);
}

void
page_table_write(struct page_body *body, size_t index)
{
	const struct markdown *markdown = body->markdown;
	size_t end = markdown->tokens[index].text;
	uint32_t columns = markdown->tokens[index].value;
	struct row header, row;

	index++;
	page_writer_blank(body->writer);
	body->item_begins = false;
	body->quote_goes_on = false;
	if (!next_row(markdown, &index, end, &header))
		return;
	page_body_collect(body, header.first, header.end);
	bool is_long = columns == 2 && has_long_cell(markdown, index, end);
	if (index >= end)
		write_header_alone(body, &header);
	else if (columns == 1)
		write_term(body, &header);
	while (next_row(markdown, &index, end, &row)) {
		if (columns > 2)
			write_wide_row(body, &header, &row);
		else if (is_long)
			write_term_heading(body, &row);
		else
			write_term(body, &row);
		if (columns > 2 || is_long)
			end_row(body);
	}
}
