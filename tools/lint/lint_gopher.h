/*
 * Lines of gemtext that Gopher cannot show well.
 */
#ifndef LINT_LINT_GOPHER_H
#define LINT_LINT_GOPHER_H

#include "lint_finding.h"
#include "span.h"

/**
 * lint_gopher_check_text(file, text, line, column):
 * Report the first character of ${text} without an ASCII form; ${text} stands
 * at ${line} and ${column}.
 */
void lint_gopher_check_text(
    struct lint_file *file, struct span text, size_t line, size_t column);

/**
 * lint_gopher_check_preformatted(file, text, line):
 * Report a TAB in the preformatted line ${text}, and where it gets too wide.
 */
void lint_gopher_check_preformatted(
    struct lint_file *file, struct span text, size_t line);

#endif
