/*
 * A row's cells become sentences, items or a paragraph, each with the words
 * that head it.
 */
#include "page_row.h"

#include <string.h>

#include "ascii.h"

/* What stands for an empty cell where its place tells something. */
#define EMPTY_CELL SPAN("\xe2\x80\x93")

/* Let the links of the cell that opens at ${cell} wait to be written. */
static void
collect_links(struct page_table *table, size_t cell)
{
	page_inline_collect(
	    table->body, cell, table->cells.markdown->tokens[cell].text);
}

/* The words of the cell, whose links wait from now on. */
static struct span
value_of(struct page_table *table, const struct page_cell *cell)
{
	collect_links(table, cell->value);
	return page_cells_words(&table->cells, &table->value, cell->value);
}

bool
page_row_is_amount(struct span value)
{
	static const char *const signs[] = {"+", "-", "<", ">", "~", "=",
	    "\xc2\xb1", "\xe2\x88\x92", "\xe2\x80\x93", "\xe2\x89\xa4",
	    "\xe2\x89\xa5", "\xe2\x89\x88", " "};
	size_t i = 0;

	/* Most values begin with a letter or digit, and no sign does. */
	while (value.len > 0 && !ascii_is_alphanumeric(value.ptr[0]) &&
	       i < sizeof signs / sizeof signs[0]) {
		size_t length = strlen(signs[i]);

		if (!span_starts_with(value, (struct span){signs[i], length})) {
			i++;
			continue;
		}
		value = span_skip(value, length);
		i = 0;
	}
	return value.len > 0 && ascii_is_digit(value.ptr[0]);
}

static bool
ends_sentence(struct span text)
{
	static const char *const ends[] = {".", "!", "?", ":", ";",
	    "\xe2\x80\xa6", "\xe3\x80\x82", "\xef\xbc\x9f", "\xef\xbc\x81"};

	if (text.len > 0 && ascii_is_alphanumeric(text.ptr[text.len - 1]))
		return false;
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		if (span_ends_with(text, span_from(ends[i])))
			return true;
	return false;
}

/* What stands between ${name}, which may end with a colon, and its value. */
static struct span
colon_after(const struct page_table *table, struct span name)
{
	return span_ends_with(name, SPAN(":"))
		   ? SPAN(" ")
		   : document_colon(table->body->document);
}

/* Append "name: value", or the value alone where nothing heads it. */
static void
append_named(const struct page_table *table, struct buffer *line,
    struct span name, struct span value)
{
	buffer_append(line, name);
	if (name.len > 0)
		buffer_append(line, colon_after(table, name));
	buffer_append(line, value.len > 0 ? value : EMPTY_CELL);
}

/* End a sentence of the line, for another to follow. */
static void
append_stop(struct buffer *line)
{
	buffer_append_text(line, ends_sentence(buffer_span(line)) ? " " : ". ");
}

/* Write the line behind ${mark}, and behind those of open quotes. */
static void
write_line(struct page_table *table, const char *mark)
{
	struct buffer marks = BUFFER_EMPTY;
	size_t quotes = table->body->quotes;

	for (size_t i = 0; i < quotes && i < PAGE_QUOTE_DEPTH; i++)
		buffer_append_text(&marks, "> ");
	buffer_append_text(&marks, mark);
	page_writer_line(table->body->writer, buffer_span(&marks),
	    buffer_span(&table->line));
	buffer_free(&marks);
	buffer_clear(&table->line);
}

static void
write_item(struct page_table *table)
{
	write_line(table, "* ");
}

void
page_row_single(struct page_table *table, const struct page_row *row)
{
	struct page_cell cell;

	if (!page_cells_first(&table->cells, row, &cell))
		return;
	buffer_append(&table->line, value_of(table, &cell));
	write_item(table);
}

void
page_row_single_header(struct page_table *table)
{
	struct page_cell cell;

	if (!page_cells_first(&table->cells, &table->cells.header, &cell))
		return;
	struct span name = page_cells_name(&table->cells, &cell);
	if (name.len == 0)
		return;
	buffer_append(&table->line, name);
	if (!ends_sentence(name))
		buffer_append_byte(&table->line, ':');
	write_line(table, "");
}

/* Append a part of an item; is it a sentence of its own, "name: value"? */
static bool
append_part(const struct page_table *table, struct buffer *line,
    struct span name, struct span value)
{
	if (!table->are_amounts || !page_row_is_amount(value)) {
		append_named(table, line, name, value);
		return name.len > 0;
	}
	buffer_append(line, name);
	buffer_append_byte(line, ' ');
	buffer_append(line, value);
	return false;
}

void
page_row_pair(struct page_table *table, const struct page_row *row)
{
	struct buffer *line = &table->line;
	struct page_cell cell;

	if (!page_cells_first(&table->cells, row, &cell))
		return;
	bool is_sentence = append_part(table, line,
	    page_cells_name(&table->cells, &cell), value_of(table, &cell));
	if (page_cells_next(&table->cells, row, &cell)) {
		is_sentence |= append_part(table, &table->second,
		    page_cells_name(&table->cells, &cell),
		    value_of(table, &cell));
		if (is_sentence)
			append_stop(line);
		else
			buffer_append(
			    line, document_colon(table->body->document));
		buffer_append(line, buffer_span(&table->second));
		buffer_clear(&table->second);
	}
	write_item(table);
}

void
page_row_flat(struct page_table *table, const struct page_row *row)
{
	struct page_cell cell;
	bool is_left = page_cells_first(&table->cells, row, &cell);

	while (is_left) {
		struct span name = page_cells_name(&table->cells, &cell);
		struct span value = value_of(table, &cell);

		if (value.len > 0 || name.len == 0 || table->line.len == 0) {
			if (table->line.len > 0)
				append_stop(&table->line);
			append_named(table, &table->line, name, value);
		}
		is_left = page_cells_next(&table->cells, row, &cell);
	}
	write_item(table);
}

/* The heading of a row: one level below the present one, ### at most. */
static void
write_row_heading(struct page_table *table, const struct page_cell *cell)
{
	struct page_body *body = table->body;
	unsigned level = body->level < PAGE_WRITER_LEVEL_MAX
			     ? body->level + 1
			     : PAGE_WRITER_LEVEL_MAX;

	append_named(table, &table->line, page_cells_name(&table->cells, cell),
	    value_of(table, cell));
	page_writer_blank(body->writer);
	page_writer_heading(body->writer, level, buffer_span(&table->line));
	page_writer_blank(body->writer);
	buffer_clear(&table->line);
}

void
page_row_paragraph(struct page_table *table, const struct page_row *row)
{
	struct page_writer *writer = table->body->writer;
	const struct markdown *markdown = table->cells.markdown;
	struct page_cell cell;

	if (!page_cells_first(&table->cells, row, &cell))
		return;
	write_row_heading(table, &cell);
	if (!page_cells_next(&table->cells, row, &cell))
		return;
	struct span name = page_cells_name(&table->cells, &cell);
	page_writer_open(writer, SPAN(""));
	if (name.len > 0) {
		page_writer_words(writer, name);
		page_writer_words(writer, colon_after(table, name));
	}
	if (page_cells_words(&table->cells, &table->value, cell.value).len == 0)
		page_writer_words(writer, EMPTY_CELL);
	page_inline_write(
	    table->body, cell.value + 1, markdown->tokens[cell.value].text);
	page_writer_end(writer);
}

void
page_row_wide(struct page_table *table, const struct page_row *row)
{
	struct page_cell cell;

	if (!page_cells_first(&table->cells, row, &cell))
		return;
	write_row_heading(table, &cell);
	while (page_cells_next(&table->cells, row, &cell)) {
		struct span name = page_cells_name(&table->cells, &cell);
		struct span value = value_of(table, &cell);

		if (value.len == 0 && name.len > 0)
			continue;
		append_named(table, &table->line, name, value);
		write_item(table);
	}
}

void
page_row_header_alone(struct page_table *table)
{
	struct page_cell cell;
	bool is_left =
	    page_cells_first(&table->cells, &table->cells.header, &cell);

	while (is_left) {
		buffer_append(
		    &table->line, page_cells_name(&table->cells, &cell));
		write_item(table);
		is_left =
		    page_cells_next(&table->cells, &table->cells.header, &cell);
	}
}
