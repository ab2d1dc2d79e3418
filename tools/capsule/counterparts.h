/*
 * Pages that are the same in several languages.
 */
#ifndef CAPSULE_COUNTERPARTS_H
#define CAPSULE_COUNTERPARTS_H

#include "edition.h"
#include "page_writer.h"

/**
 * counterparts_place(editions):
 * Give each of ${editions}, whose documents have been read, its place in the
 * capsule.  Told: two documents in one language, a page that the first
 * document has and another one lacks or the other way round, a translation
 * that was reviewed before the first document.
 */
void counterparts_place(const struct editions *editions);

/**
 * counterparts_siblings(editions, edition):
 * The other documents, as links of edition number ${edition} lead to them; none
 * if they have no places.  The list is the caller's to free, its spans live as
 * long as that document.
 */
struct siblings counterparts_siblings(
    const struct editions *editions, size_t edition);

/**
 * counterparts_write(editions, edition, index, writer):
 * Link to what page ${index} of edition number ${edition} is in the other
 * languages, each by the language's own name.
 */
void counterparts_write(const struct editions *editions, size_t edition,
    size_t index, struct page_writer *writer);

/**
 * counterparts_write_changes(editions, edition, writer):
 * The same for the page about the changes of edition number ${edition}.
 */
void counterparts_write_changes(const struct editions *editions, size_t edition,
    struct page_writer *writer);

#endif
