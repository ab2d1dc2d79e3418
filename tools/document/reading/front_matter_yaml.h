/*
 * The YAML of the front matter: one mapping of known keys to texts.
 */
#ifndef READING_FRONT_MATTER_YAML_H
#define READING_FRONT_MATTER_YAML_H

#include "front_matter_values.h"
#include "source.h"
#include "text_store.h"

/**
 * front_matter_yaml_read(values, source, at, yaml, store):
 * Read ${yaml}, which stands at byte ${at} of ${source}, into ${values} (one
 * for each key, all empty).  Told: malformed YAML, values that are no text,
 * unknown and duplicate keys, required keys that are missing or empty.
 */
void front_matter_yaml_read(struct front_matter_value *values,
    const struct source *source, size_t at, struct span yaml,
    struct text_store *store);

#endif
