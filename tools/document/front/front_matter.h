/*
 * The front matter: what the document says of itself, as YAML between two
 * `---` lines at its start.
 *
 * Values are one line of text each: white space in a folded value is
 * collapsed, surrounding quotes are YAML's.
 */
#ifndef FRONT_FRONT_MATTER_H
#define FRONT_FRONT_MATTER_H

#include "front_matter_values.h"
#include "source.h"
#include "text_store.h"

/* Most bytes between the two `---` lines. */
#define FRONT_MATTER_BYTES_MAX ((size_t)64 << 10)

/**
 * front_matter_read(front, source, store):
 * Read the front matter of ${source}; values are kept in ${store}.  All that
 * is wrong with it is told.  False when there is no telling where the Markdown
 * begins, so that nothing more can be checked.  Either way the caller ends with
 * front_matter_free.
 */
bool front_matter_read(struct front_matter *front, const struct source *source,
    struct text_store *store);

/** front_matter_free(front): release what it holds. */
void front_matter_free(struct front_matter *front);

#endif
