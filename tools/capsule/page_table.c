/*
 * Which form the rows of a table take; links follow the row or list they
 * stand in.
 */
#include "page_table.h"

#include "ascii.h"
#include "page_row.h"

/* A second cell longer than this many bytes is a paragraph of its own. */
#define DESCRIPTION_MAX 160

/* Headings of a page that rows are compared with; no honest page has more. */
#define HEADINGS_COMPARED_MAX 256

/* Has a row a second cell too long to follow its term on one line? */
static bool
has_long_cell(struct page_table *table)
{
	size_t index = table->cells.body;
	struct page_row row;
	struct page_cell cell;

	while (page_cells_row(&table->cells, &index, &row))
		if (page_cells_first(&table->cells, &row, &cell) &&
		    page_cells_next(&table->cells, &row, &cell) &&
		    page_cells_words(&table->cells, &table->value, cell.value)
			    .len > DESCRIPTION_MAX)
			return true;
	return false;
}

/* May an amount follow these words?  "2024 12" would be one number. */
static bool
can_head_amount(struct span name)
{
	return name.len > 0 && !ascii_is_digit(name.ptr[name.len - 1]) &&
	       !span_ends_with(name, SPAN(":"));
}

/* Note whether both columns hold amounts alone, and words that go before. */
static void
find_amounts(struct page_table *table)
{
	size_t index = table->cells.body;
	struct page_row row;
	struct page_cell cell;

	table->are_amounts = true;
	while (page_cells_row(&table->cells, &index, &row)) {
		bool is_left = page_cells_first(&table->cells, &row, &cell);

		for (size_t i = 0; i < 2 && is_left; i++) {
			struct span value = page_cells_words(
			    &table->cells, &table->value, cell.value);
			struct span name =
			    page_cells_name(&table->cells, &cell);

			table->are_amounts &=
			    can_head_amount(name) &&
			    (value.len == 0 || page_row_is_amount(value));
			is_left = page_cells_next(&table->cells, &row, &cell);
		}
	}
}

/* Is it the words of a heading of the page? */
static bool
is_heading(const struct page_body *body, struct span words)
{
	const struct document_page *page = body->page;
	size_t end = page->end_heading;

	if (end - page->first_heading > HEADINGS_COMPARED_MAX)
		end = page->first_heading + HEADINGS_COMPARED_MAX;
	for (size_t i = page->first_heading; i < end; i++)
		if (span_equal_nocase(body->document->headings[i].text, words))
			return true;
	return false;
}

/* Would a row's heading be one that the page has already? */
static bool
repeats_headings(struct page_table *table)
{
	size_t index = table->cells.body;
	struct page_row row;
	struct page_cell cell;

	while (page_cells_row(&table->cells, &index, &row))
		if (page_cells_first(&table->cells, &row, &cell) &&
		    is_heading(table->body, page_cells_words(&table->cells,
						&table->value, cell.value)))
			return true;
	return false;
}

/*
 * Does more follow before the next heading?  It would seem to belong to the
 * last row, had that a heading.
 */
static bool
is_followed(const struct page_table *table)
{
	const struct page_body *body = table->body;
	size_t next = table->cells.end + 1;

	return next < body->page->end &&
	       body->markdown->tokens[next].kind != MARKDOWN_HEADING;
}

typedef void write_row(struct page_table *table, const struct page_row *row);

/* How the rows of this table are written. */
static write_row *
choose_form(struct page_table *table, bool *has_headings)
{
	size_t shown = table->cells.shown;

	*has_headings = false;
	if (shown < 2)
		return page_row_single;
	if (shown == 2 && !has_long_cell(table))
		return page_row_pair;
	if (is_followed(table) || repeats_headings(table))
		return page_row_flat;
	*has_headings = true;
	return shown == 2 ? page_row_paragraph : page_row_wide;
}

/* Links of the row follow it, unless the table is within a list or quote. */
static void
end_row(struct page_body *body)
{
	page_writer_blank(body->writer);
	if (body->quotes == 0 && body->lists == 0)
		page_links_write(&body->links, body->writer);
}

static void
write_rows(struct page_table *table)
{
	size_t index = table->cells.body;
	bool has_headings;
	write_row *write = choose_form(table, &has_headings);
	struct page_row row;

	if (write == page_row_single)
		page_row_single_header(table);
	if (write == page_row_pair)
		find_amounts(table);
	/* A header of many words is repeated: stop where the page is full. */
	while (!table->body->writer->out->failed &&
	       page_cells_row(&table->cells, &index, &row)) {
		write(table, &row);
		if (has_headings)
			end_row(table->body);
	}
}

void
page_table_write(struct page_body *body, size_t index)
{
	struct page_table table = {.body = body};

	page_writer_blank(body->writer);
	body->item_begins = false;
	body->quote_goes_on = false;
	page_cells_read(&table.cells, body->markdown, index);
	page_inline_collect(
	    body, table.cells.header.first, table.cells.header.end);
	if (table.cells.body == table.cells.end)
		page_row_header_alone(&table);
	else
		write_rows(&table);
	page_cells_free(&table.cells);
	buffer_free(&table.value);
	buffer_free(&table.line);
	buffer_free(&table.second);
}
