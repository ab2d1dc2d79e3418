/*
 * Gopher replies: a file as its item type wants it, a page as a menu or as
 * text, a directory, an error.
 *
 * What is to be answered is decided elsewhere; here it takes its form.
 */
#ifndef SERVE_GOPHER_REPLY_H
#define SERVE_GOPHER_REPLY_H

#include "gopher_asking.h"
#include "page_cache.h"
#include "path.h"
#include "reply.h"

struct docroot_file;
struct gopher_request;
struct search_answer;
struct service;
struct site;

/*
 * A reply lasts until the next one of the same service; the file of one that
 * has a file is the caller's to close.
 */

/** gopher_reply_bytes(item_type, bytes): just these, which are not copied. */
struct reply gopher_reply_bytes(char item_type, struct span bytes);

/**
 * gopher_reply_file(asking, path, file, form):
 * The open ${file} at ${path}, which passes to the reply or is closed: a page
 * in this ${form}, any other file as it is.
 */
struct reply gopher_reply_file(struct gopher_asking *asking,
    const struct path *path, const struct docroot_file *file,
    enum page_form form);

/** gopher_reply_listing(asking, path): a directory without an index. */
struct reply gopher_reply_listing(
    struct gopher_asking *asking, const struct path *path);

/**
 * gopher_reply_moved(asking, target):
 * A menu whose one item leads to the absolute URI ${target}.
 */
struct reply gopher_reply_moved(
    struct gopher_asking *asking, struct span target);

/**
 * gopher_reply_search(asking, answer, scope):
 * What was found in ${scope}, or the question what is sought there.
 */
struct reply gopher_reply_search(struct gopher_asking *asking,
    const struct search_answer *answer, struct span scope);

#endif
