/*
 * A small file that decides who is let in, looked at once a second at most,
 * and read again when it is another than it was.
 *
 * Because it may be replaced by renaming, the directory it lies in is opened.
 */
#ifndef SITE_WATCHED_FILE_H
#define SITE_WATCHED_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "docroot.h"
#include "failure.h"
#include "small_file.h"

struct log;

struct watched_file {
	int dir_fd;       /* -1: there is no such file to watch */
	const char *path; /* the config's */
	const char *name; /* in that directory; points into the path */
	struct docroot_identity identity;
	uint64_t checked_ms;
	int reported; /* the errno of what was said to be wrong; 0: none */
};

/**
 * watched_file_open(file, path, failure):
 * Open the directory of ${path}, which must live as long.  0, or -1 with errno
 * and a reason.  A NULL ${path} is legal: then nothing is watched.
 */
int watched_file_open(
    struct watched_file *file, const char *path, struct failure *failure);

/** watched_file_close(file): close the directory. */
void watched_file_close(struct watched_file *file);

/** watched_file_is_due(file): is it time to look at it again? */
bool watched_file_is_due(struct watched_file *file);

/**
 * watched_file_has_changed(file):
 * Is it, for all we know, another than when this was last asked?
 */
bool watched_file_has_changed(struct watched_file *file);

/**
 * watched_file_read(file, content, failure):
 * Read it into ${content}, which small_file_free releases.  0, or -1 with errno
 * and a reason.
 */
int watched_file_read(const struct watched_file *file,
    struct small_file *content, struct failure *failure);

/**
 * watched_file_try(file, failure):
 * Could it be read again, by this process as it is now?  0, or -1 with errno
 * and a reason.
 */
int watched_file_try(const struct watched_file *file, struct failure *failure);

/** watched_file_forget(file): the next look finds a change. */
void watched_file_forget(struct watched_file *file);

/**
 * watched_file_report(file, log, failure, error):
 * Say in ${log} (NULL: nobody is told) that nobody is let in by the file.  What
 * is malformed (EINVAL) is said each time, all else until it is another errno.
 */
void watched_file_report(struct watched_file *file, struct log *log,
    const struct failure *failure, int error);

#endif
