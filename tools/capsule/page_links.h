/*
 * The links met in a block, written after it: each target once, its first
 * words as label.
 */
#ifndef CAPSULE_PAGE_LINKS_H
#define CAPSULE_PAGE_LINKS_H

#include "links.h"
#include "page_writer.h"

struct page_links {
	const struct markdown *markdown;
	const struct links *links;
	uint32_t *waiting; /* tokens of the links not yet written */
	size_t count;
	size_t capacity;
	uint32_t *last_round; /* by target: when it was last written */
	uint32_t round;
};

/** page_links_begin(waiting, markdown, links): nothing is waiting. */
void page_links_begin(struct page_links *waiting,
    const struct markdown *markdown, const struct links *links);

/** page_links_add(waiting, index): token ${index} opens a link or image. */
void page_links_add(struct page_links *waiting, size_t index);

/**
 * page_links_repeat(waiting):
 * Do two of those that wait have one target?  Only the first is written, so
 * the words of the other must stand elsewhere.
 */
bool page_links_repeat(struct page_links *waiting);

/** page_links_write(waiting, writer): write what is waiting as link lines. */
void page_links_write(struct page_links *waiting, struct page_writer *writer);

/** page_links_write_lines(waiting, writer): the same, no empty lines around. */
void page_links_write_lines(
    struct page_links *waiting, struct page_writer *writer);

/** page_links_end(waiting): release what it holds. */
void page_links_end(struct page_links *waiting);

#endif
