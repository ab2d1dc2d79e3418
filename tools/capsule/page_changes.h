/*
 * The page that Gemini clients subscribe to.
 *
 * Source: the Gemini companion specification "Subscribing to Gemini pages":
 * the first heading is the feed's title, a link whose label begins with a day
 * is an entry, known by its URL.
 */
#ifndef CAPSULE_PAGE_CHANGES_H
#define CAPSULE_PAGE_CHANGES_H

#include "changes.h"
#include "page_writer.h"

/**
 * page_changes_write(writer, edition, changes):
 * Append the page's title, an entry for each of ${changes}, and the feed.
 */
void page_changes_write(struct page_writer *writer,
    const struct edition *edition, const struct changes *changes);

#endif
