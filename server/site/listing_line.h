/*
 * The lines of a listing, as gemtext: what a directory and a file look like in
 * it.  Whatever the names are, each is one line.
 */
#ifndef SITE_LISTING_LINE_H
#define SITE_LISTING_LINE_H

#include <stdint.h>

#include "span.h"

struct buffer;

/**
 * listing_line_name(out, name):
 * Append a name to be read: as it is, without its control characters, or
 * percent-encoded if it is no UTF-8.
 */
void listing_line_name(struct buffer *out, struct span name);

/** listing_line_directory(out, name): append the line of a directory. */
void listing_line_directory(struct buffer *out, struct span name);

/**
 * listing_line_file(out, name, title, size_bytes, modified_s):
 * Append the line of a file, called by its ${title}, or by its ${name} if that
 * is empty.  ${modified_s}, in seconds since 1970, is shown as a day (UTC);
 * before 1970 or after 9999 no day is shown.
 */
void listing_line_file(struct buffer *out, struct span name, struct span title,
    int64_t size_bytes, int64_t modified_s);

#endif
