/*
 * The search index of a capsule that has been rendered.
 */
#ifndef TOOLS_CAPSULE_SEARCH_H
#define TOOLS_CAPSULE_SEARCH_H

#include <stdbool.h>

#include "capsule.h"

/**
 * capsule_search_add(capsule, lang):
 * Index all pages of ${capsule}, which are in the language ${lang}, and add the
 * index to its files.  False without memory.
 */
bool capsule_search_add(struct capsule *capsule, struct span lang);

#endif
