/*
 * Findings as JSON, for editors and other programs.
 */
#ifndef DIAGNOSTIC_DIAGNOSTIC_JSON_H
#define DIAGNOSTIC_DIAGNOSTIC_JSON_H

#include <stdio.h>

#include "diagnostic.h"

/**
 * diagnostics_write_json(list, stream):
 * Sort and write all as one object: "errors", "warnings", "left-out" (numbers)
 * and "findings", each with "file", "line", "column", "level", "code",
 * "message", "notes" (findings of their own) and "edits" ("line", "column",
 * "length", "text").  Line and column, where there are any, count from 1,
 * columns and lengths in bytes.  Bytes that are no UTF-8 become U+FFFD.
 */
void diagnostics_write_json(struct diagnostics *list, FILE *stream);

#endif
