/*
 * How far work has come, for someone who waits at a terminal: one line that is
 * written over again and again, and is gone when the work is done.
 *
 * Nothing is shown in the first second, and nothing where there is no terminal.
 */
#ifndef DIAGNOSTIC_PROGRESS_H
#define DIAGNOSTIC_PROGRESS_H

#include <stddef.h>
#include <stdint.h>

/* Work that is done sooner than this shows nothing, in milliseconds. */
#define PROGRESS_PATIENCE_MS 1000

/* How often the line changes, in milliseconds. */
#define PROGRESS_EVERY_MS 100

struct progress {
	int fd;           /* the terminal; -1: nobody is shown anything */
	uint64_t next_ms; /* when the line is to change */
	size_t width;     /* of the line that stands there; 0: none does */
};

/** progress_begin(progress, fd): work begins, shown on ${fd} if a terminal. */
void progress_begin(struct progress *progress, int fd);

/**
 * progress_step(progress, what, done, total):
 * ${done} of ${total} steps of ${what}, a few plain words, are done; with a
 * ${total} of 0 nobody can tell.  A NULL ${progress} is legal, and silent.
 */
void progress_step(
    struct progress *progress, const char *what, size_t done, size_t total);

/** progress_wipe(progress): take the line away, before something is said. */
void progress_wipe(struct progress *progress);

#endif
