/*
 * What lint can find, and how bad each is: the one list of its codes.
 */
#ifndef LINT_LINT_FINDING_H
#define LINT_LINT_FINDING_H

#include <stddef.h>

#include "diagnostic.h"
#include "span.h"

/* Findings told about one file; one more line says that there are others. */
#define LINT_FINDINGS_MAX 200

enum lint_finding {
	/* The tree. */
	LINT_MISSING_INDEX,
	LINT_TOO_MANY_FILES,
	LINT_TOO_DEEP,
	LINT_TOO_BIG,
	LINT_CANNOT_READ,
	LINT_UNREADABLE,
	LINT_HIDDEN_FILE,
	LINT_SPECIAL_FILE,
	LINT_OUTSIDE_SYMLINK,
	LINT_BROKEN_SYMLINK,
	LINT_BAD_NAME,
	LINT_ORPHAN_PAGE,
	/* Characters. */
	LINT_INVALID_UTF8,
	LINT_CONTROL_CHARACTER,
	LINT_BIDI_CONTROL,
	LINT_BYTE_ORDER_MARK,
	/* A page's lines. */
	LINT_MISSING_TITLE,
	LINT_SECOND_TITLE,
	LINT_EMPTY_HEADING,
	LINT_MISSING_ALT_TEXT,
	LINT_UNCLOSED_PREFORMATTED,
	LINT_BAD_DATE,
	LINT_NEAR_DATE,
	/* Links. */
	LINT_EMPTY_LINK,
	LINT_MISSING_LABEL,
	LINT_BAD_URL,
	LINT_LONG_URL,
	LINT_SPACE_IN_URL,
	LINT_BAD_SCHEME,
	LINT_OUTSIDE_ROOT,
	LINT_BROKEN_LINK,
	LINT_NO_DIRECTORY_INDEX,
	LINT_NOT_SERVED,
	LINT_TEXT_TWIN,
	LINT_DIRECTORY_SLASH,
	LINT_FRAGMENT,
	/* What Gopher cannot show well. */
	LINT_WIDE_PREFORMATTED,
	LINT_TAB_IN_PREFORMATTED,
	LINT_NO_ASCII_FORM,
	LINT_LONG_SELECTOR,
};

/* One file of the capsule, as findings name it. */
struct lint_file {
	struct diagnostics *list; /* borrowed */
	const char *name;         /* borrowed; as the user would type it */
	struct span text;         /* borrowed; empty where none is at hand */
	struct span lang;         /* borrowed; empty where none is known */
	size_t told;              /* findings so far; begin with 0 */
};

/**
 * lint_report(file, finding, line, column, format, ...):
 * Add a finding at ${line} and ${column}, which count from 1; 0 leaves them
 * out.  After LINT_FINDINGS_MAX in one file only errors' and warnings' first
 * overflow is told, so that a hostile file cannot fill the memory.
 */
void lint_report(struct lint_file *file, enum lint_finding finding, size_t line,
    size_t column, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/**
 * lint_note(file, line, column, format, ...):
 * Add a note to the finding reported just before it.
 */
void lint_note(struct lint_file *file, size_t line, size_t column,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/**
 * LINT_TEXT(text): the arguments of a "%.*s" that shows ${text}, cut at 80
 * bytes.
 */
#define LINT_TEXT(text) (int)((text).len < 80 ? (text).len : 80), (text).ptr

#endif
