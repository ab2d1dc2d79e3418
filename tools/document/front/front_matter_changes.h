/*
 * `changes:` in the front matter: what has changed in the document, and when.
 */
#ifndef FRONT_FRONT_MATTER_CHANGES_H
#define FRONT_FRONT_MATTER_CHANGES_H

#include "front_matter_values.h"
#include "yaml_events.h"

/**
 * front_matter_changes_read(front, at, events, event):
 * Read the list that ${event} begins, the value of the key at byte ${at}, into
 * the changes of ${front}.  Told: anything that is no list of a `date` and a
 * `text` each, a day that is none.
 */
void front_matter_changes_read(struct front_matter *front, size_t at,
    struct yaml_events *events, const yaml_event_t *event);

#endif
