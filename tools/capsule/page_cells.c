/*
 * Header and row are walked side by side, silent columns passed over.
 */
#include "page_cells.h"

#include <stdlib.h>

#include "inline_text.h"

/* The token after the cell that opens at ${token}. */
static size_t
after(const struct page_cells *cells, size_t token)
{
	return cells->markdown->tokens[token].text + 1;
}

bool
page_cells_row(
    const struct page_cells *cells, size_t *index, struct page_row *row)
{
	if (*index >= cells->end)
		return false;
	*row =
	    (struct page_row){*index + 1, cells->markdown->tokens[*index].text};
	*index = row->end + 1;
	return true;
}

/* Go on to a column that speaks. */
static bool
skip_silent(const struct page_cells *cells, const struct page_row *row,
    struct page_cell *cell)
{
	while (cell->value < row->end && cell->column < cells->columns &&
	       !cells->speaks[cell->column]) {
		cell->column++;
		cell->value = after(cells, cell->value);
	}
	return cell->value < row->end && cell->column < cells->columns;
}

bool
page_cells_first(const struct page_cells *cells, const struct page_row *row,
    struct page_cell *cell)
{
	*cell = (struct page_cell){.value = row->first};
	return skip_silent(cells, row, cell);
}

bool
page_cells_next(const struct page_cells *cells, const struct page_row *row,
    struct page_cell *cell)
{
	cell->column++;
	cell->value = after(cells, cell->value);
	return skip_silent(cells, row, cell);
}

struct span
page_cells_words(
    const struct page_cells *cells, struct buffer *words, size_t token)
{
	buffer_clear(words);
	inline_text_append(words, cells->markdown, token + 1,
	    cells->markdown->tokens[token].text);
	return buffer_span(words);
}

struct span
page_cells_name(const struct page_cells *cells, const struct page_cell *cell)
{
	size_t begin =
	    cell->column == 0 ? 0 : cells->name_ends[cell->column - 1];
	size_t end = cells->name_ends[cell->column];

	if (begin == end)
		return SPAN("");
	return (struct span){cells->names.ptr + begin, end - begin};
}

/* Keep the words of the header, which every row needs. */
static void
keep_names(struct page_cells *cells)
{
	size_t token = cells->header.first;

	for (size_t i = 0; i < cells->columns; i++) {
		if (token < cells->header.end) {
			inline_text_append(&cells->names, cells->markdown,
			    token + 1, cells->markdown->tokens[token].text);
			token = after(cells, token);
		}
		cells->name_ends[i] = cells->names.len;
	}
}

/* Note which columns have words in this row. */
static void
listen_to(
    struct page_cells *cells, const struct page_row *row, struct buffer *words)
{
	size_t token = row->first;

	for (size_t i = 0; token < row->end && i < cells->columns; i++) {
		if (!cells->speaks[i] &&
		    page_cells_words(cells, words, token).len > 0) {
			cells->speaks[i] = true;
			cells->shown++;
		}
		token = after(cells, token);
	}
}

void
page_cells_read(
    struct page_cells *cells, const struct markdown *markdown, size_t index)
{
	const struct markdown_token *table = &markdown->tokens[index];
	struct buffer words = BUFFER_EMPTY;
	struct page_row row;

	*cells = (struct page_cells){
	    .markdown = markdown,
	    .end = table->text,
	    .columns = table->value,
	    .speaks = calloc(table->value + 1, sizeof *cells->speaks),
	    .name_ends = calloc(table->value + 1, sizeof *cells->name_ends),
	};
	index++;
	if (page_cells_row(cells, &index, &cells->header))
		listen_to(cells, &cells->header, &words);
	keep_names(cells);
	cells->body = index;
	while (cells->shown < cells->columns &&
	       page_cells_row(cells, &index, &row))
		listen_to(cells, &row, &words);
	buffer_free(&words);
}

void
page_cells_free(struct page_cells *cells)
{
	free(cells->speaks);
	free(cells->name_ends);
	buffer_free(&cells->names);
	*cells = (struct page_cells){0};
}
