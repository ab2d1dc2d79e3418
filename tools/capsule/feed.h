/*
 * An Atom feed of a document's changes, by libxml2's writer.
 *
 * Source: RFC 4287.
 */
#ifndef CAPSULE_FEED_H
#define CAPSULE_FEED_H

#include "changes.h"

/**
 * feed_write(out, edition, changes, web):
 * Append the feed of ${changes}, of which there is at least one.  It leads to
 * the capsule, or to the web pages below ${web}, an address with a slash at its
 * end, unless that is empty; what names an entry stays the same.  False if
 * libxml2 refuses, which it has no reason to.
 */
bool feed_write(struct buffer *out, const struct edition *edition,
    const struct changes *changes, struct span web);

#endif
