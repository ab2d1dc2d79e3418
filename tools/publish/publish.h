/*
 * A rendered capsule put into its directory, so that whatever happens every
 * page there is whole: the old one or the new one.
 *
 * All files are written beside their targets, synced once, and renamed; then
 * files of an earlier build that this one has not are removed.  Before the
 * first of them a list of what is coming stands in `.lozenge-pending`, so that
 * after a crash the next build knows its own files and leftovers.  Two builds
 * into one directory take turns.
 */
#ifndef PUBLISH_PUBLISH_H
#define PUBLISH_PUBLISH_H

#include "capsule.h"
#include "diagnostic.h"
#include "publish_request.h"

/**
 * publish_capsule(capsule, request, result, list):
 * Publish ${capsule}.  What stands in the way is told in ${list}: files the
 * builder never made (nothing is touched then) and whatever the system
 * refuses.  Return whether all went well.
 */
bool publish_capsule(const struct capsule *capsule,
    const struct publish_request *request, struct publish_result *result,
    struct diagnostics *list);

#endif
