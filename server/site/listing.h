/*
 * A page of gemtext that lists a directory which has no index.
 *
 * Directories first, then files, each sorted by its bytes; a page of gemtext
 * is called by its first heading.  Left out is what cannot be served: hidden
 * names, special files, links that lead out, names with control bytes, and
 * private areas other than the one the directory itself lies in.
 */
#ifndef SITE_LISTING_H
#define SITE_LISTING_H

#include <stdbool.h>

#include "buffer.h"

struct path;
struct site;

/* Most names of one directory that are looked at. */
#define LISTING_ENTRIES_MAX 2000

/**
 * listing_write(out, site, path):
 * Append the listing of the directory ${path} of ${site}.  Whatever the names
 * are, each is one line.  If the directory holds more than LISTING_ENTRIES_MAX
 * names, those the system names first are listed, and the page says so.  False
 * when the directory cannot be read or there is no memory.
 */
bool listing_write(
    struct buffer *out, struct site *site, const struct path *path);

#endif
