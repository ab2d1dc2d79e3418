/*
 * The forms that a row of a table can take.
 */
#ifndef CAPSULE_PAGE_ROW_H
#define CAPSULE_PAGE_ROW_H

#include "page_inline.h"
#include "page_cells.h"

/* A table that is being written; its buffers are scratch. */
struct page_table {
	struct page_body *body;
	struct page_cells cells;
	struct buffer value;
	struct buffer line;
	struct buffer second;
	bool are_amounts; /* all cells of both columns of a pair */
};

/** page_row_is_amount(value): does it read well right behind its unit? */
bool page_row_is_amount(struct span value);

/** page_row_single(table, row): the only cell as an item. */
void page_row_single(struct page_table *table, const struct page_row *row);

/** page_row_single_header(table): its header, above the items. */
void page_row_single_header(struct page_table *table);

/**
 * page_row_pair(table, row):
 * Two cells as an item: "Weight (kg) 10: Dose (mg) 150" where all cells
 * are amounts, which stand behind their unit, else "Word: tense. Meaning:
 * tight".
 */
void page_row_pair(struct page_table *table, const struct page_row *row);

/** page_row_flat(table, row): any number of cells as an item of sentences. */
void page_row_flat(struct page_table *table, const struct page_row *row);

/** page_row_paragraph(table, row): two cells as a heading and a paragraph. */
void page_row_paragraph(struct page_table *table, const struct page_row *row);

/** page_row_wide(table, row): many cells as a heading and items. */
void page_row_wide(struct page_table *table, const struct page_row *row);

/** page_row_header_alone(table): the header's cells as items, without rows. */
void page_row_header_alone(struct page_table *table);

#endif
