/*
 * Character references: "&eacute;", "&#233;", "&#xE9;".
 *
 * Known by name: those of HTML 4 and the letters of European languages.
 */
#ifndef READING_ENTITY_H
#define READING_ENTITY_H

#include "buffer.h"
#include "span.h"

/**
 * entity_decode(out, entity):
 * Append what ${entity}, from its "&" to its ";", stands for.  An unknown one
 * is appended as it is; a number that is no character becomes U+FFFD.
 */
void entity_decode(struct buffer *out, struct span entity);

#endif
