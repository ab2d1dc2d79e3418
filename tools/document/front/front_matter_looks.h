/*
 * Values of the front matter that look like something they are not: Markdown,
 * or quotes that a word processor has made typographic.
 */
#ifndef FRONT_FRONT_MATTER_LOOKS_H
#define FRONT_FRONT_MATTER_LOOKS_H

#include "front_matter_values.h"
#include "source.h"

/**
 * front_matter_looks_check(value, name, source):
 * Warn of what would be published as it stands, or left out, in the value of
 * key ${name}, or free it of such quotes where that is no prose.
 */
void front_matter_looks_check(struct front_matter_value *value,
    const char *name, const struct source *source);

/**
 * front_matter_looks_tell(source, at):
 * Does the value on the line of byte ${at}, where YAML is malformed, begin with
 * a typographic quote?  Tell so.
 */
bool front_matter_looks_tell(const struct source *source, size_t at);

#endif
