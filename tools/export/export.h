/*
 * A leaflet as static web pages: no script, and nothing loaded from elsewhere.
 */
#ifndef EXPORT_EXPORT_H
#define EXPORT_EXPORT_H

#include "capsule.h"
#include "edition.h"

/**
 * export_render(web, editions, url):
 * Render ${editions}, which have their places, as web pages into ${web}: one a
 * page, print.html with all of an edition, a style sheet, and the files to
 * copy.  ${url}, where they will be, ends with "/", or is empty.  What cannot
 * be is told.  The caller ends with capsule_free; names live as long as the
 * documents.
 */
void export_render(
    struct capsule *web, const struct editions *editions, struct span url);

#endif
