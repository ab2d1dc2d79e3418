/*
 * The languages of a capsule's pages: the configured one, or what the builder
 * wrote into the manifest, which also names the translations that lie in
 * directories of their own.
 *
 * The manifest is looked at once a second at most, and read again when it has
 * changed.
 */
#ifndef SITE_SITE_LANGUAGE_H
#define SITE_SITE_LANGUAGE_H

#include <stdint.h>

struct docroot;
struct path;

/* Longest language tag (BCP 47 gives no limit; ours is generous). */
#define SITE_LANG_BYTES 64

/* Bytes of all tags of one capsule; what does not fit is not known. */
#define SITE_LANGUAGES_BYTES 1024

/* What is known of one capsule; begin with all zero. */
struct site_language {
	/* Tags, each with its NUL: the capsule's ("": unknown), then those of
	   its translations; an empty one ends them. */
	char tags[SITE_LANGUAGES_BYTES + 2];
	uint64_t checked_ms; /* when the manifest was last looked at */
	int64_t manifest_changed_ns;
};

/**
 * site_language_of(language, root, configured, path):
 * The tag of the language of the page or file at ${path}; "" if it is unknown.
 * Below the directory of a translation, which is called by its tag, that is the
 * translation's; elsewhere ${configured}, or, where that is NULL, the
 * manifest's.  It lasts until the next call.
 */
const char *site_language_of(struct site_language *language,
    struct docroot *root, const char *configured, const struct path *path);

#endif
