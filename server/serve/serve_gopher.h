/*
 * Gopher: from a request to a reply, out of the same files.
 *
 * Pages of gemtext and directories are menus; /page.txt, where no such file
 * is, is /page.gmi as plain text.  Source: RFC 1436.
 */
#ifndef SERVE_SERVE_GOPHER_H
#define SERVE_SERVE_GOPHER_H

#include "reply.h"
#include "word.h"

struct gopher_request;
struct search_answer;
struct service;

/**
 * serve_gopher(service, request, port):
 * The reply to ${request}, which came in on ${port}.  Its file, if any, is the
 * caller's to close; its head lasts until the next reply of ${service}.
 */
struct reply serve_gopher(struct service *service,
    const struct gopher_request *request, unsigned port);

/**
 * serve_gopher_error(service, word):
 * A type-3 line that says ${word}, for what went wrong before there was a
 * request.
 */
struct reply serve_gopher_error(struct service *service, enum word word);

/**
 * serve_gopher_slow_down(service, request, wait_s):
 * A type-3 line for a client that has ${wait_s} seconds to wait.
 */
struct reply serve_gopher_slow_down(struct service *service,
    const struct gopher_request *request, unsigned wait_s);

/**
 * serve_gopher_search(service, answer, asked, port):
 * The reply to a request, which came in on ${port} and ${asked} for a search,
 * made of the ${answer}; where that is NULL, none came in time.
 */
struct reply serve_gopher_search(struct service *service,
    const struct search_answer *answer, const struct reply_search *asked,
    unsigned port);

#endif
