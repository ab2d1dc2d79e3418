/*
 * A Gopher request while it is answered: who answers it, from which capsule,
 * and how its menus are to look.
 */
#ifndef SERVE_GOPHER_ASKING_H
#define SERVE_GOPHER_ASKING_H

#include <stdbool.h>

#include "gopher_menu_render.h"
#include "path.h"

struct service;
struct site;
struct words;

/* One request while it is answered. */
struct gopher_asking {
	struct service *service;
	struct site *site;
	struct gopher_place place;
	const struct words *words; /* of the page's language; NULL: not yet */
	unsigned lookups;          /* links whose files were looked at */
	bool incomplete; /* some could not be; what was made is not kept */
	char page_path[PATH_BYTES_MAX + 2]; /* what place.path points to */
};

/**
 * gopher_asking_language(asking, path):
 * From here on ${asking} speaks the language of what is at ${path}; of the
 * whole capsule if that is NULL.
 */
void gopher_asking_language(
    struct gopher_asking *asking, const struct path *path);

#endif
