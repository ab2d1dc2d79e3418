/*
 * Opening what may turn out to be no file.
 */
#ifndef SYSTEM_REGULAR_FILE_H
#define SYSTEM_REGULAR_FILE_H

/**
 * regular_file_open(dir_fd, name):
 * Open ${name}, in the directory ${dir_fd} (AT_FDCWD: the present one), to be
 * read.  A FIFO does not hold it up.  The descriptor, to be closed, or -1 with
 * errno: EINVAL for what is there and no regular file.
 */
int regular_file_open(int dir_fd, const char *name);

#endif
