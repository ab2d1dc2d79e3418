/*
 * `URL:` selectors: the page that leads a Gopher client to another protocol,
 * and which schemes it may lead to.
 */
#ifndef TEXT_GOPHER_URL_H
#define TEXT_GOPHER_URL_H

#include <stdbool.h>

#include "buffer.h"
#include "span.h"

/**
 * gopher_url_allows(scheme):
 * May a menu lead to URLs of this scheme?  Not to those that run code or read
 * the client's own files (javascript:, data:, file: and their kin), nor to an
 * empty one.
 */
bool gopher_url_allows(struct span scheme);

/**
 * gopher_url_page(out, url):
 * Append a small HTML page that sends the reader on to ${url}, escaped.
 * Return false, with nothing appended, for a scheme that is not allowed
 * (javascript:, data:, file:, none) or bytes no URL has.
 */
bool gopher_url_page(struct buffer *out, struct span url);

#endif
