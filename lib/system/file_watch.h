/*
 * Noticing that a file has been replaced, without looking again and again.
 *
 * The directories are watched, because certificates are renewed by renaming a
 * new file, or a link to one, over the old.  Source: inotify(7).
 */
#ifndef SYSTEM_FILE_WATCH_H
#define SYSTEM_FILE_WATCH_H

#include <stdbool.h>

/**
 * file_watch_open():
 * A watch of nothing yet; readable when something has changed.  The
 * descriptor, or -1 with errno.
 */
int file_watch_open(void);

/**
 * file_watch_add(watch_fd, path):
 * Watch the directory that ${path} is in.  0, or -1 with errno.
 */
int file_watch_add(int watch_fd, const char *path);

/** file_watch_drain(watch_fd): had anything changed?  Forget it. */
bool file_watch_drain(int watch_fd);

#endif
