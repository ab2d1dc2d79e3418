/*
 * The front matter: what the document says of itself, as YAML between two
 * `---` lines at its start.
 *
 * Values are one line of text each: white space in a folded value is
 * collapsed, surrounding quotes are YAML's.
 */
#ifndef READING_FRONT_MATTER_H
#define READING_FRONT_MATTER_H

#include "source.h"
#include "text_store.h"

/* Most bytes between the two `---` lines. */
#define FRONT_MATTER_BYTES_MAX ((size_t)64 << 10)

enum front_matter_key {
	FRONT_MATTER_TITLE,
	FRONT_MATTER_LANG,
	FRONT_MATTER_SUMMARY,
	FRONT_MATTER_REVIEWED,
	FRONT_MATTER_NEXT_REVIEW,
	FRONT_MATTER_PUBLISHER,
	FRONT_MATTER_CONTACT,
	FRONT_MATTER_LICENCE,
	FRONT_MATTER_URL,
	FRONT_MATTER_KEYS, /* how many there are */
};

struct front_matter_value {
	struct span text; /* empty: not given */
	size_t at;        /* where the value begins in the source */
};

struct front_matter {
	struct front_matter_value values[FRONT_MATTER_KEYS];
	size_t body_at; /* where the Markdown begins in the source */
};

/**
 * front_matter_read(front, source, store):
 * Read the front matter of ${source}; values are kept in ${store}.  All that
 * is wrong with it is told.  False when there is no telling where the Markdown
 * begins, so that nothing more can be checked.
 */
bool front_matter_read(struct front_matter *front, const struct source *source,
    struct text_store *store);

#endif
