/*
 * The languages a capsule's builder has noted in its manifest: of the whole,
 * and of the tree below the name of each translation, with the words that its
 * author has put in the place of Lozenge's.
 *
 *     lang en
 *     word not-found No such page here.
 *     translation es
 *
 * No other line of the manifest is read; these come first.
 */
#ifndef SITE_SITE_LANGUAGES_H
#define SITE_SITE_LANGUAGES_H

#include <stdbool.h>
#include <stddef.h>

#include "span.h"
#include "word.h"

/* Longest language tag (BCP 47 gives no limit; ours is generous). */
#define SITE_LANG_MAX 63

struct site_language {
	const char *tag;    /* "": unknown */
	struct words words; /* the author's own, else Lozenge's */
};

/* All of one capsule; all zero: nothing is known. */
struct site_languages {
	struct site_language *list; /* the first is that of the whole, which
				       may have "" for a tag */
	size_t count;
	char *bytes; /* what tags and own words point into */
};

/**
 * site_languages_read(languages, fd):
 * Read the manifest ${fd} anew.  False, and ${languages} as they were, if it
 * cannot be read or there is no memory.
 */
bool site_languages_read(struct site_languages *languages, int fd);

/**
 * site_languages_at(languages, path):
 * The language of what is at ${path}, below the capsule and without a slash
 * before it; NULL if nothing has been read.
 */
const struct site_language *site_languages_at(
    const struct site_languages *languages, struct span path);

/** site_languages_free(languages): release them. */
void site_languages_free(struct site_languages *languages);

#endif
