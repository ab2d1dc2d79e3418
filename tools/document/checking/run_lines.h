/*
 * The lines that a run of text has in the source, where Markdown makes one of
 * them.
 */
#ifndef CHECKING_RUN_LINES_H
#define CHECKING_RUN_LINES_H

#include "markdown_tokens.h"

struct run_line {
	struct span text; /* without indentation and quote marks */
	bool is_broken;   /* does the line above end with a hard break? */
};

/* Where a pass over the lines stands; copy it to begin again. */
struct run_lines {
	const struct source *source;
	size_t next; /* where the next line begins */
	size_t end;
	bool is_escaped; /* the next line begins with no marker */
	bool is_broken;  /* the last line ended with a hard break */
};

/**
 * run_lines_begin(markdown, from, to):
 * A pass over the lines of tokens ${from} to ${to}, not included.
 */
struct run_lines run_lines_begin(
    const struct markdown *markdown, size_t from, size_t to);

/** run_lines_is_one(lines): is there one line at most left of the run? */
bool run_lines_is_one(const struct run_lines *lines);

/** run_lines_next(lines, line): the next line; false at the end. */
bool run_lines_next(struct run_lines *lines, struct run_line *line);

#endif
