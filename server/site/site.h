/*
 * A capsule as a worker holds it: its names, its open root, its language.
 */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config.h"
#include "failure.h"
#include "site_languages.h"
#include "span.h"

struct docroot;
struct docroot_file;
struct log;
struct path;
struct site_private;
struct words;

struct site {
	const struct config_capsule *capsule; /* borrowed */
	struct docroot *root;
	struct site_private *private;
	struct site_languages languages;
	uint64_t manifest_checked_ms; /* when it was last looked at */
	int64_t manifest_changed_ns;
	bool is_searched;           /* there is a search process */
	bool has_search;            /* when it was last looked at: */
	uint64_t search_checked_ms; /* when the index was last looked for */
};

/* All capsules of a worker; the first is the default. */
struct sites {
	struct site *items;
	size_t count;
};

/**
 * sites_open(sites, config, failure):
 * Open the root of every capsule in ${config}, which must outlive ${sites}, and
 * the lists of its private areas.  0, or -1 with errno and a reason that names
 * the directory or list.  Released by sites_close.
 */
int sites_open(
    struct sites *sites, const struct config *config, struct failure *failure);
void sites_close(struct sites *sites);

/**
 * sites_readable_fds(sites, count):
 * The roots, and the directories that lists of certificates lie in, which must
 * be readable too for a list to be seen when it is replaced: ${count} open
 * descriptors, which stay the sites', in memory that the caller frees.  NULL
 * without memory.
 */
int *sites_readable_fds(const struct sites *sites, size_t *count);

/**
 * sites_report_to(sites, log):
 * Say in ${log}, which must live as long, what becomes wrong while serving.
 */
void sites_report_to(struct sites *sites, struct log *log);

/**
 * sites_rehearse(sites, log):
 * Once this process is confined: say in ${log} which roots are closed to
 * readers, and what could not be read again.
 */
void sites_rehearse(const struct sites *sites, struct log *log);

/**
 * sites_find(sites, host):
 * The capsule of ${host} (case and one trailing dot do not count), or NULL.
 */
struct site *sites_find(struct sites *sites, struct span host);

/* What a capsule has at a path. */
enum site_verdict {
	SITE_FILE,      /* a file, now open */
	SITE_DIRECTORY, /* a directory one may see, asked for without a slash */
	SITE_LISTING,   /* a directory without an index that may be listed */
	SITE_MISSING,   /* nothing, or nothing a reader may know of */
	SITE_STARVED,   /* no descriptor or memory left: try again later */
};

/**
 * site_find(site, path, file):
 * Look up ${path}.  A directory asked for as one stands for its index, and
 * ${path} then becomes the index's.  On SITE_FILE the caller owns file->fd.
 */
enum site_verdict site_find(
    struct site *site, struct path *path, struct docroot_file *file);

/**
 * site_language(site, path):
 * The language tag of what is at ${path}, "" if it has none: as a section of
 * the configuration has it, else what the builder wrote into the manifest,
 * looked at again once a second at most; for all but translations the
 * configured language comes before that.  Lasts until the next look.
 */
const char *site_language(struct site *site, const struct path *path);

/**
 * site_words(site, path, tag):
 * The words of that language, in which readers of ${path} are spoken to;
 * ${path} may be NULL for the whole.  Last as long.  The language goes to
 * ${tag}, unless that is NULL.
 */
const struct words *site_words(
    struct site *site, const struct path *path, const char **tag);

/** site_words_of(site, tag): the words for the language ${tag}. */
const struct words *site_words_of(struct site *site, struct span tag);

/**
 * sites_allow_search(sites):
 * There is a search process; without one no capsule has a search.
 */
void sites_allow_search(struct sites *sites);

/**
 * site_has_search(site):
 * Are searches answered here: is there an index and a search process, and are
 * they not turned off?  Looked at again once a second at most.
 */
bool site_has_search(struct site *site);

#endif
