/*
 * The text of a page: blocks of Markdown as lines of gemtext.
 */
#ifndef CAPSULE_PAGE_BODY_H
#define CAPSULE_PAGE_BODY_H

#include "page_inline.h"

/** page_body_begin(body, document, links, writer): ready for any page. */
void page_body_begin(struct page_body *body, const struct document *document,
    const struct links *links, struct page_writer *writer);

/** page_body_write(body, page): append the text of ${page}. */
void page_body_write(struct page_body *body, const struct document_page *page);

/** page_body_end(body): release what it holds. */
void page_body_end(struct page_body *body);

#endif
