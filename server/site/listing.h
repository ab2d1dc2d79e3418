/*
 * A page of gemtext that lists a directory which has no index.
 *
 * Directories first, then files, each sorted by its bytes; the first pages of
 * gemtext are called by their headings.  Left out is what cannot be served:
 * hidden names, special files, links that lead out, names with control bytes,
 * and private areas other than the one the directory itself lies in.
 *
 * A file LISTING_TEXT (listing_read.h) in the directory, gemtext that everyone
 * may read, stands above the list in place of its title.
 */
#ifndef SITE_LISTING_H
#define SITE_LISTING_H

#include <stdbool.h>

#include "buffer.h"
#include "page_cache.h"

struct docroot_file;
struct path;
struct site;

/* Most names of one directory that are looked at. */
#define LISTING_ENTRIES_MAX 2000

/* Most pages that are opened for their headings. */
#define LISTING_TITLES_MAX 128

/* How long a listing is kept at most: files in it may change unseen. */
#define LISTING_KEPT_MS 60000

/**
 * listing_key(site, path, directory, form):
 * What the listing in this ${form} is kept by, until its directory changes.
 * The key's path is that of ${path}.
 */
struct page_key listing_key(const struct site *site, const struct path *path,
    const struct docroot_file *directory, enum page_form form);

/**
 * listing_write(out, site, path, directory):
 * Append the listing of ${directory}, which is that at ${path} of ${site} and
 * was entered.  Whatever the names are, each is one line.  If the directory
 * holds more than LISTING_ENTRIES_MAX names, those the system names first are
 * listed, and the page says so.  False when it cannot be read whole or there
 * is no memory.
 */
bool listing_write(struct buffer *out, struct site *site,
    const struct path *path, const struct docroot_file *directory);

#endif
