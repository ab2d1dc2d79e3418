/*
 * Bytes that have no place in a text: broken UTF-8, control characters,
 * and controls that turn the reading direction (they can hide what a page
 * says).
 */
#ifndef READING_SOURCE_BYTES_H
#define READING_SOURCE_BYTES_H

#include "source.h"

/** source_bytes_check(source): tell of each such byte in the document. */
void source_bytes_check(const struct source *source);

/**
 * source_bytes_is_control(character):
 * May this code point not stand in a page?  Tab and line feed may.
 */
bool source_bytes_is_control(uint32_t character);

/**
 * source_bytes_is_bidi(character):
 * Does it override or isolate the direction of the text around it?
 */
bool source_bytes_is_bidi(uint32_t character);

#endif
