/*
 * What a listing shows of files' contents: the first heading of a page, and the
 * author's own text above the list.
 */
#ifndef SITE_LISTING_READ_H
#define SITE_LISTING_READ_H

#include "span.h"

struct buffer;
struct docroot;

/* How much of a page is read to find its first heading, in bytes. */
#define LISTING_HEAD_BYTES 1024

/* Longest heading shown, in bytes. */
#define LISTING_HEADING_BYTES_MAX 200

/* The author's own words above a listing; its dot keeps it from being served.
 */
#define LISTING_TEXT ".listing.gmi"

/* Most of them that is shown, in bytes: what is longer ends with a line. */
#define LISTING_TEXT_BYTES_MAX 16384

/* What came of looking into a file. */
enum listing_verdict {
	LISTING_READ,
	LISTING_ABSENT, /* there is no such file that may be served */
	LISTING_FAILED, /* no memory, descriptor or disk: nothing is known */
};

/**
 * listing_read_heading(heading, bytes, root, path):
 * Find the first heading of the page at ${path}; ${heading} points into
 * ${bytes}, and is empty if there is none.
 */
enum listing_verdict listing_read_heading(struct span *heading,
    char bytes[LISTING_HEAD_BYTES], struct docroot *root, const char *path);

/**
 * listing_read_text(out, root, path):
 * Append the gemtext at ${path}, in whole lines, none of which reaches into
 * what follows it, and an empty line.
 */
enum listing_verdict listing_read_text(
    struct buffer *out, struct docroot *root, const char *path);

#endif
