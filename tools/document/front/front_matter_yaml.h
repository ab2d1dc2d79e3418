/*
 * The YAML of the front matter: one mapping of known keys.
 */
#ifndef FRONT_FRONT_MATTER_YAML_H
#define FRONT_FRONT_MATTER_YAML_H

#include "front_matter_values.h"
#include "source.h"
#include "text_store.h"

/**
 * front_matter_yaml_read(front, source, at, yaml, store):
 * Read ${yaml}, which stands at byte ${at} of ${source}, into ${front}, which
 * is empty.  Told: malformed YAML, values of another kind than their key's,
 * unknown and duplicate keys, required keys that are missing or empty.
 */
void front_matter_yaml_read(struct front_matter *front,
    const struct source *source, size_t at, struct span yaml,
    struct text_store *store);

#endif
