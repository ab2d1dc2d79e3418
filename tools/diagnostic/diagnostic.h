/*
 * What is wrong with an author's document, told where it is.
 *
 * All findings of one run are collected, then sorted and written as
 * "file:line:column: error|warning|note: message [code]".
 */
#ifndef DIAGNOSTIC_DIAGNOSTIC_H
#define DIAGNOSTIC_DIAGNOSTIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "span.h"

enum diagnostic_level {
	DIAGNOSTIC_ERROR,   /* nothing is published */
	DIAGNOSTIC_WARNING, /* published all the same */
	DIAGNOSTIC_NOTE,    /* belongs to the finding reported just before it */
};

/* All findings of one run; opaque. */
struct diagnostics;

/** diagnostics_new(): an empty list, or NULL without memory. */
struct diagnostics *diagnostics_new(void);

/** diagnostics_free(list): release it; NULL is legal. */
void diagnostics_free(struct diagnostics *list);

/**
 * diagnostics_add(list, level, file, line, column, code, format, ...):
 * Add a finding.  ${file} and ${code} ("broken-link") are NUL-terminated;
 * ${file} is copied, ${code} is static.  ${line} and ${column} count from 1,
 * the column in bytes; 0 leaves a number out.  A NOTE stays with the finding
 * added before it, wherever it points.
 */
void diagnostics_add(struct diagnostics *list, enum diagnostic_level level,
    const char *file, size_t line, size_t column, const char *code,
    const char *format, ...) __attribute__((format(printf, 7, 8)));

/** diagnostics_count(list, level): how many of this level there are. */
size_t diagnostics_count(
    const struct diagnostics *list, enum diagnostic_level level);

/**
 * diagnostics_write(list, stream):
 * Sort by file, line and column (equal ones in the order added) and write all,
 * control characters in messages escaped.
 */
void diagnostics_write(struct diagnostics *list, FILE *stream);

#endif
