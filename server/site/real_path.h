/*
 * Where a path with symbolic links really leads, beneath a root.
 *
 * For the few paths that have links: the kernel follows links too, but does
 * not tell through which folders.
 */
#ifndef SITE_REAL_PATH_H
#define SITE_REAL_PATH_H

#include "path.h"

struct beneath;
struct passage;

struct real_path {
	char bytes[PATH_BYTES_MAX + 1]; /* NUL-terminated */
	size_t len;
};

/**
 * real_path_find(real, root, passage, path):
 * Follow the links on ${path}, which is relative to ${root}: ${real} is then
 * the same place by a path without links.  0, or -1 with errno: EXDEV where a
 * link leads out or is absolute, ELOOP for too many, EACCES where one lies in
 * a folder that not everyone may pass, ENAMETOOLONG.
 */
int real_path_find(struct real_path *real, const struct beneath *root,
    struct passage *passage, const char *path);

#endif
