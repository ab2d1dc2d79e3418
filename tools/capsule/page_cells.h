/*
 * What stands in a table: its rows, its columns that say something, and the
 * words of each cell beside the words that head it.
 */
#ifndef CAPSULE_PAGE_CELLS_H
#define CAPSULE_PAGE_CELLS_H

#include "buffer.h"
#include "markdown_tokens.h"

/* A row: its cells are between these tokens. */
struct page_row {
	size_t first;
	size_t end;
};

struct page_cells {
	const struct markdown *markdown;
	struct page_row header;
	size_t body;  /* the token after the header, ... */
	size_t end;   /* ... and the table's closing one */
	bool *speaks; /* by column: has its header or any cell words? */
	size_t columns;
	size_t shown;        /* how many columns speak */
	struct buffer names; /* the header's words, column after column ... */
	size_t *name_ends;   /* ... up to here */
};

/* A cell that is being looked at; begin with page_cells_first. */
struct page_cell {
	size_t column;
	size_t value; /* its token */
};

/**
 * page_cells_read(cells, markdown, index):
 * Look over the table that token ${index} opens; the caller ends with
 * page_cells_free.
 */
void page_cells_read(
    struct page_cells *cells, const struct markdown *markdown, size_t index);

/** page_cells_free(cells): release what it holds. */
void page_cells_free(struct page_cells *cells);

/**
 * page_cells_row(cells, index, row):
 * Take the row that token ${index} opens and step over it; false at the end.
 */
bool page_cells_row(
    const struct page_cells *cells, size_t *index, struct page_row *row);

/**
 * page_cells_first(cells, row, cell), page_cells_next(cells, row, cell):
 * The first, the next cell of ${row} whose column speaks; false if none is
 * left.
 */
bool page_cells_first(const struct page_cells *cells,
    const struct page_row *row, struct page_cell *cell);
bool page_cells_next(const struct page_cells *cells, const struct page_row *row,
    struct page_cell *cell);

/** page_cells_name(cells, cell): the words that head ${cell}. */
struct span page_cells_name(
    const struct page_cells *cells, const struct page_cell *cell);

/**
 * page_cells_words(cells, words, token):
 * The words of the cell that ${token} opens, in ${words}, whose content is
 * replaced.
 */
struct span page_cells_words(
    const struct page_cells *cells, struct buffer *words, size_t token);

#endif
