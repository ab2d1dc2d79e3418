/*
 * All bytes of a file, in or out, however few a call takes at a time.
 *
 * For descriptors that block: files, pipes.
 */
#ifndef SYSTEM_FILE_BYTES_H
#define SYSTEM_FILE_BYTES_H

#include <sys/types.h>

#include "buffer.h"

/**
 * file_bytes_read(bytes, fd, most):
 * Append what can be read from ${fd} up to its end.  Room that ${bytes} has
 * already is used first.  0, or -1 with errno: ENOMEM; EFBIG as soon as
 * ${bytes} holds more than ${most} bytes, which it then does.
 */
int file_bytes_read(struct buffer *bytes, int fd, size_t most);

/**
 * file_bytes_fill(fd, room, size):
 * Read ${size} bytes into ${room}, or fewer if the end comes first: how many,
 * or -1 with errno.
 */
ssize_t file_bytes_fill(int fd, char *room, size_t size);

/** file_bytes_write(fd, bytes): write them all.  0, or -1 with errno. */
int file_bytes_write(int fd, struct span bytes);

#endif
