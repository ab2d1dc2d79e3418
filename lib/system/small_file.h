/*
 * Small files read and replaced whole: certificates, keys.
 *
 * A reader never sees half of a file written here, whenever the writer is
 * killed.  No locks: who writes from several processes takes one.
 */
#ifndef SYSTEM_SMALL_FILE_H
#define SYSTEM_SMALL_FILE_H

#include <stddef.h>
#include <sys/types.h>

#include "failure.h"

/* The largest file that is read, in bytes: hundreds of certificates. */
#define SMALL_FILE_BYTES_MAX (1L << 20)

enum small_file_secrecy {
	SMALL_FILE_PUBLIC,
	SMALL_FILE_SECRET, /* refused if others may read or own it */
};

struct small_file {
	char *bytes; /* owned; NUL-terminated beyond size */
	size_t size;
};

/**
 * small_file_read(file, path, secrecy, failure):
 * Read the regular file ${path} into ${file}, which small_file_free releases.
 * A SECRET file must belong to the effective user or to root and give no
 * rights to group and others.  0, or -1 with errno and a reason that names the
 * file: EFBIG above SMALL_FILE_BYTES_MAX, EACCES for a secret that is none.
 */
int small_file_read(struct small_file *file, const char *path,
    enum small_file_secrecy secrecy, struct failure *failure);

/**
 * small_file_read_at(file, dir_fd, name, secrecy, failure):
 * The same for ${name} in the directory ${dir_fd}.
 */
int small_file_read_at(struct small_file *file, int dir_fd, const char *name,
    enum small_file_secrecy secrecy, struct failure *failure);

/** small_file_free(file): wipe the bytes and release them. */
void small_file_free(struct small_file *file);

/**
 * small_file_replace(dir_fd, name, mode, bytes, size, failure):
 * Make ${name} in the directory ${dir_fd} a file with exactly these bytes and
 * this mode, whatever the umask: written beside it as "NAME.new", synced, then
 * renamed over it, and the directory synced.  What is there and no regular file
 * is not replaced (EINVAL).  0, or -1 with errno and a reason; ${name} is then
 * as it was.
 */
int small_file_replace(int dir_fd, const char *name, mode_t mode,
    const char *bytes, size_t size, struct failure *failure);

#endif
