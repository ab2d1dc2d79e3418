/*
 * The words of a page: a line of Markdown as words, its links kept for later.
 * And the page's text as it is being written, which all writers of blocks
 * share.
 */
#ifndef CAPSULE_PAGE_INLINE_H
#define CAPSULE_PAGE_INLINE_H

#include "page_links.h"

/* Depth of nested lists that is still shown; deeper ones look like it. */
#define PAGE_LIST_DEPTH 6
/* The same of quotes. */
#define PAGE_QUOTE_DEPTH 6

struct page_list {
	bool is_ordered;
	uint32_t number; /* of the present item */
};

struct page_body {
	const struct document *document;
	const struct markdown *markdown;
	struct page_writer *writer;
	const struct document_page *page; /* the one being written */
	struct page_links links;
	size_t next_heading; /* index of the heading to come */
	unsigned level;      /* of the last heading in the page, 1 to 3 */
	size_t quotes;       /* open quotes */
	size_t lists;        /* open lists */
	struct page_list list[PAGE_LIST_DEPTH];
	bool item_begins;   /* the next line is the first of an item */
	bool quote_goes_on; /* a line of the open quote has been written */
};

/**
 * page_inline_open_line(body):
 * Begin a line of text where the walk stands: in a quote, an item, plain.
 */
void page_inline_open_line(struct page_body *body);

/**
 * page_inline_write(body, from, to):
 * Add the words of tokens ${from} to ${to}, not included, to the open line;
 * links among them wait to be written.  A hard break begins a plain line.
 */
void page_inline_write(struct page_body *body, size_t from, size_t to);

/**
 * page_inline_collect(body, from, to):
 * Let the links and images among tokens ${from} to ${to}, not included, wait
 * to be written.
 */
void page_inline_collect(struct page_body *body, size_t from, size_t to);

#endif
