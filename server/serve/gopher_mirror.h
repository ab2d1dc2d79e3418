/*
 * The UTF-8 mirror: every page that Gopher's readers get in ASCII is there as
 * it is written, too, under /utf8.
 *
 * "/utf8/causes.gmi" is the menu of causes.gmi in UTF-8, "/utf8/causes.txt" its
 * text, and a page's links lead on within the mirror.  It holds no file of its
 * own: behind the prefix stands the path itself, which all rules are about.
 *
 * A capsule that has something called utf8 in its root keeps that name; its
 * mirror is under /.utf8 then, where no file can be, for dotted names are
 * hidden.
 */
#ifndef SERVE_GOPHER_MIRROR_H
#define SERVE_GOPHER_MIRROR_H

#include <stdbool.h>

#include "span.h"

struct gopher_asking;
struct path;

/**
 * gopher_mirror_enter(asking, path):
 * If ${path}, which names nothing in the capsule, lies in its mirror: make it
 * the path that is mirrored, and let ${asking} be answered in UTF-8.  False,
 * with both untouched, if it lies elsewhere.
 */
bool gopher_mirror_enter(struct gopher_asking *asking, struct path *path);

/**
 * gopher_mirror_resume(asking, prefix):
 * Answer as gopher_mirror_enter has had ${asking} answered before, which left
 * ${prefix} in place.prefix; an empty one: outside of the mirror.
 */
void gopher_mirror_resume(struct gopher_asking *asking, struct span prefix);

/**
 * gopher_mirror_prefix(asking):
 * What stands before a selector in the mirror: "/utf8", or "/.utf8".
 */
struct span gopher_mirror_prefix(struct gopher_asking *asking);

#endif
