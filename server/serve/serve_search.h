/*
 * Searches: is one asked for, of which capsule, and for what words?
 *
 * The answer comes from another process, so it cannot be given at once: the
 * reply only says what is to be asked.  A file or directory of the author's
 * that stands at the path is served instead.
 */
#ifndef SERVE_SERVE_SEARCH_H
#define SERVE_SERVE_SEARCH_H

#include <stdbool.h>

#include "reply.h"
#include "span.h"

struct path;
struct service;
struct site;

/**
 * serve_search_is_at(site, path):
 * Is ${path}, at which there is no file, that of a search in ${site}?
 */
bool serve_search_is_at(struct site *site, const struct path *path);

/**
 * serve_search_ask(reply, service, site, path, words):
 * Make ${reply} ask for ${words} at ${path}, which is that of a search; too
 * many of them, or bytes that are no text, become none.  Where words are no
 * UTF-8 they are taken for ISO 8859-1, as old clients send it.
 */
void serve_search_ask(struct reply *reply, struct service *service,
    const struct site *site, const struct path *path, struct span words);

#endif
