/*
 * Findings as lines of text: for programs, "file:line:column: error|warning|
 * note: message [code]"; on a terminal with the line they point into.
 */
#ifndef DIAGNOSTIC_DIAGNOSTIC_TEXT_H
#define DIAGNOSTIC_DIAGNOSTIC_TEXT_H

#include <stdio.h>

#include "diagnostic.h"

/* How findings are shown. */
enum diagnostic_style {
	DIAGNOSTIC_PLAIN,  /* a line each */
	DIAGNOSTIC_SHOWN,  /* below it the author's line and a caret */
	DIAGNOSTIC_COLOUR, /* the same in colours */
};

/**
 * diagnostics_style(descriptor):
 * The style for ${descriptor}: plain unless it is a terminal, without colour
 * when NO_COLOR is set to anything (https://no-color.org) or TERM is "dumb".
 */
enum diagnostic_style diagnostics_style(int descriptor);

/**
 * diagnostics_write(list, stream):
 * Sort and write all, a line each, control characters in messages escaped.
 */
void diagnostics_write(struct diagnostics *list, FILE *stream);

/** diagnostics_show(list, stream, style): the same in ${style}. */
void diagnostics_show(
    struct diagnostics *list, FILE *stream, enum diagnostic_style style);

#endif
