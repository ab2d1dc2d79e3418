/*
 * Characters that no text of a capsule should hold: bytes that are no UTF-8,
 * control characters, overrides of the reading direction, byte order marks.
 */
#ifndef LINT_LINT_CHARACTERS_H
#define LINT_LINT_CHARACTERS_H

#include "lint_finding.h"
#include "span.h"

/**
 * lint_characters_check(file, text):
 * Report what is wrong with the characters of ${text}, the whole of a file:
 * at most one finding of each kind a line.
 */
void lint_characters_check(struct lint_file *file, struct span text);

#endif
