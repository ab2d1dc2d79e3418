/*
 * A capsule in memory: every page as gemtext, every file to copy.
 */
#ifndef CAPSULE_CAPSULE_H
#define CAPSULE_CAPSULE_H

#include "capsule_files.h"
#include "edition.h"

/**
 * capsule_render(capsule, editions):
 * Render all pages of ${editions}, which have their places.  Told: a capsule
 * that would be far larger than its documents, two files of one name.  The
 * caller ends with capsule_free; names live as long as the documents.
 */
void capsule_render(struct capsule *capsule, const struct editions *editions);

#endif
