/*
 * What builds before this one left: half-written files after a crash, and
 * files that the capsule has no more.
 */
#ifndef PUBLISH_PUBLISH_LEFTOVER_H
#define PUBLISH_PUBLISH_LEFTOVER_H

#include "publish_plan.h"

/**
 * publish_leftover_find(plan):
 * How many files of earlier builds the capsule has not.
 */
size_t publish_leftover_find(const struct publish_plan *plan);

/**
 * publish_leftover_remove_temporary(plan):
 * Remove all temporary files from the capsule's directory and from those
 * beneath it that have files of ours.  False, and told, on failure.
 */
bool publish_leftover_remove_temporary(const struct publish_plan *plan);

/**
 * publish_leftover_remove_stale(plan, removed):
 * Remove files of earlier builds that the capsule has not, and directories of
 * ours that are then empty; what is no regular file, or lies behind a link, is
 * no work of ours and stays.  ${removed} counts.  False, and told, on failure.
 */
bool publish_leftover_remove_stale(
    const struct publish_plan *plan, size_t *removed);

#endif
