/*
 * What is wrong with an author's document, told where it is.
 *
 * All findings of one run are collected and sorted here; how they are written
 * is others' business.
 */
#ifndef DIAGNOSTIC_DIAGNOSTIC_H
#define DIAGNOSTIC_DIAGNOSTIC_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"
#include "span.h"

enum diagnostic_level {
	DIAGNOSTIC_ERROR,   /* nothing is published */
	DIAGNOSTIC_WARNING, /* published all the same */
	DIAGNOSTIC_NOTE,    /* belongs to the finding reported just before it */
};

/* An edit that mends what is wrong. */
struct diagnostic_edit {
	size_t at; /* byte of the file, its byte order mark not counted */
	size_t line;
	size_t column;
	size_t length;    /* bytes to take away from there, ... */
	const char *text; /* ... and what to put instead; static */
};

/* A finding, as it is told. */
struct diagnostic {
	enum diagnostic_level level;
	const char *file;
	size_t line;   /* from 1; 0: none */
	size_t column; /* in bytes, from 1; 0: none */
	const char *code;
	struct buffer message;
	struct buffer excerpt; /* of the line, around the place; may be empty */
	size_t excerpt_column; /* the place in it, in bytes from 0 */
	bool is_cut;           /* does the line begin before its excerpt? */
	struct diagnostic_edit *edits; /* in the order added */
	size_t edit_count;
};

/* All findings of one run; opaque. */
struct diagnostics;

/** diagnostics_new(): an empty list. */
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

/**
 * diagnostics_excerpt(list, line, column):
 * Keep a part of ${line}, the text that the finding added last points into at
 * byte ${column} from 0.
 */
void diagnostics_excerpt(
    struct diagnostics *list, struct span line, size_t column);

/**
 * diagnostics_edit(list, edit):
 * Say how to mend what the finding added last tells of.
 */
void diagnostics_edit(struct diagnostics *list, struct diagnostic_edit edit);

/** diagnostics_count(list, level): how many of this level there are. */
size_t diagnostics_count(
    const struct diagnostics *list, enum diagnostic_level level);

/** diagnostics_dropped(list): how many were counted but not kept. */
size_t diagnostics_dropped(const struct diagnostics *list);

/**
 * diagnostics_sort(list):
 * Sort by file, line and column, equal ones in the order added.
 */
void diagnostics_sort(struct diagnostics *list);

/** diagnostics_size(list): how many findings there are to look at. */
size_t diagnostics_size(const struct diagnostics *list);

/**
 * diagnostics_at(list, index):
 * The finding at ${index}, from 0; valid until the next one is added.
 */
const struct diagnostic *diagnostics_at(
    const struct diagnostics *list, size_t index);

#endif
