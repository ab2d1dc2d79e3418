/*
 * The search index of a capsule that has been rendered.
 */
#ifndef TOOLS_CAPSULE_SEARCH_H
#define TOOLS_CAPSULE_SEARCH_H

#include <stdbool.h>

#include "capsule.h"

/**
 * capsule_search_add(capsule, editions):
 * Index all pages of ${capsule}, those of each of ${editions} apart, and add
 * the index to its files.  False without memory.
 */
bool capsule_search_add(
    struct capsule *capsule, const struct editions *editions);

#endif
