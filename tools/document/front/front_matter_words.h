/*
 * `words:` in the front matter: words of the author's own in the place of
 * Lozenge's.
 */
#ifndef FRONT_FRONT_MATTER_WORDS_H
#define FRONT_FRONT_MATTER_WORDS_H

#include "front_matter_values.h"
#include "yaml_events.h"

/**
 * front_matter_words_read(front, events, event):
 * Read the mapping that ${event} begins into the words of ${front}.  Told:
 * anything that is no mapping of words to texts, a word twice, a name that no
 * word has, with the nearest.
 */
void front_matter_words_read(struct front_matter *front,
    struct yaml_events *events, const yaml_event_t *event);

#endif
