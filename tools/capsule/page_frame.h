/*
 * What stands around the text of a page: title, contents, footer.
 */
#ifndef CAPSULE_PAGE_FRAME_H
#define CAPSULE_PAGE_FRAME_H

#include "document.h"
#include "page_writer.h"

/** page_frame_header(writer, document, index): of page ${index}. */
void page_frame_header(
    struct page_writer *writer, const struct document *document, size_t index);

/**
 * page_frame_contents(writer, document):
 * On the index: a link to every page, and who publishes them.
 */
void page_frame_contents(
    struct page_writer *writer, const struct document *document);

/**
 * page_frame_footer(writer, document, index, search):
 * Of page ${index}: where to go on, each page once, the ${search} if there is
 * one, and the day of the review.  The index has its links above already, and
 * none to itself.  With ${index} behind the last, of a page made of the front
 * matter.
 */
void page_frame_footer(struct page_writer *writer,
    const struct document *document, size_t index, struct span search);

#endif
