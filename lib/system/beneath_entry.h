/*
 * Entries of a directory and of those beneath it: looked at, made, renamed and
 * removed without following a symbolic link anywhere.
 *
 * A path is relative to the root and never empty; its folders are opened by
 * beneath_open, so that it cannot lead out, and its last name is taken as it
 * is: of a link, the link itself.  All return 0, or -1 with errno: ELOOP or
 * ENOTDIR where a folder on the way is a link, EINVAL for a last name of "",
 * "." or "..", else what the call itself gives.
 */
#ifndef SYSTEM_BENEATH_ENTRY_H
#define SYSTEM_BENEATH_ENTRY_H

#include <sys/stat.h>

#include "beneath.h"

/** beneath_entry_stat(root, path, status): as lstat. */
int beneath_entry_stat(
    const struct beneath *root, const char *path, struct stat *status);

/** beneath_entry_make_directory(root, path, mode): as mkdir, then chmod. */
int beneath_entry_make_directory(
    const struct beneath *root, const char *path, mode_t mode);

/** beneath_entry_rename(root, from, to): as rename. */
int beneath_entry_rename(
    const struct beneath *root, const char *from, const char *to);

/** beneath_entry_unlink(root, path): as unlink. */
int beneath_entry_unlink(const struct beneath *root, const char *path);

/** beneath_entry_remove_directory(root, path): as rmdir. */
int beneath_entry_remove_directory(
    const struct beneath *root, const char *path);

#endif
