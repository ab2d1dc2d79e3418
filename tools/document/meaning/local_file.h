/*
 * Files beside the document that its links name.
 *
 * Only what lies in the document's folder can be reached: a path or a symbolic
 * link that leads out of it is refused by the kernel.
 */
#ifndef MEANING_LOCAL_FILE_H
#define MEANING_LOCAL_FILE_H

#include <stdint.h>

#include "beneath.h"
#include "buffer.h"
#include "span.h"

enum local_file_verdict {
	LOCAL_FILE_OK,
	LOCAL_FILE_MISSING,
	LOCAL_FILE_OUTSIDE,    /* not in the document's folder */
	LOCAL_FILE_HIDDEN,     /* a name begins with a dot: never served */
	LOCAL_FILE_NOT_FILE,   /* a directory or a device */
	LOCAL_FILE_UNREADABLE, /* errno tells why */
	LOCAL_FILE_BAD_NAME,   /* control characters or not UTF-8 */
};

/**
 * local_file_folder(folder, document):
 * Enter the folder of the file ${document}.  0, or -1 and errno; the caller
 * ends with beneath_leave.
 */
int local_file_folder(struct beneath *folder, const char *document);

/**
 * local_file_path(path, reference):
 * Append to ${path} the decoded form of ${reference}, a relative URL path, with
 * "." and ".." resolved: what local_file_open takes, and the file's name in the
 * capsule.  OK, OUTSIDE, HIDDEN, BAD_NAME or MISSING.
 */
enum local_file_verdict local_file_path(
    struct buffer *path, struct span reference);

/**
 * local_file_open(folder, path, fd, size):
 * Open the regular file ${path} (NUL-terminated) for reading; its size in
 * bytes goes to ${size}.  On OK the caller closes ${fd}.
 */
enum local_file_verdict local_file_open(
    const struct beneath *folder, const char *path, int *fd, uint64_t *size);

/**
 * local_file_nearest(folder, path, best):
 * Append to ${best} the path of the file nearest in name to ${path} in the
 * same folder, if one is near.
 */
void local_file_nearest(
    const struct beneath *folder, const char *path, struct buffer *best);

#endif
