/*
 * Lines that their author keeps apart, and Markdown makes one: columns of a
 * table without bars, an address, opening hours.
 */
#ifndef CHECKING_CHECK_JOINED_H
#define CHECKING_CHECK_JOINED_H

#include "run_lines.h"

/** check_joined(source, lines): tell of the first such line of a run. */
void check_joined(const struct source *source, struct run_lines lines);

#endif
