/*
 * A directory for a test's files, removed afterwards.
 */
#ifndef SUPPORT_SCRATCH_H
#define SUPPORT_SCRATCH_H

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Longest TMPDIR that is taken, in bytes: sockets have short names. */
#define SCRATCH_ROOM_MAX 40

struct scratch {
	char dir[64];
	char path[PATH_MAX]; /* what scratch_path wrote last */
};

/* Make a directory, in TMPDIR or /tmp, and write its path; 0 or -1. */
static inline int
scratch_make_at(char *dir, size_t size)
{
	const char *room = getenv("TMPDIR");

	if (room == NULL || strlen(room) > SCRATCH_ROOM_MAX)
		room = "/tmp";
	snprintf(dir, size, "%s/lozenge-test-XXXXXX", room);
	return mkdtemp(dir) != NULL ? 0 : -1;
}

/* Make the directory; 0 or -1, as a cmocka fixture has it. */
static inline int
scratch_make(struct scratch *scratch)
{
	return scratch_make_at(scratch->dir, sizeof scratch->dir);
}

/* The path of a file in it; valid until the next call. */
static inline const char *
scratch_path(struct scratch *scratch, const char *name)
{
	snprintf(
	    scratch->path, sizeof scratch->path, "%s/%s", scratch->dir, name);
	return scratch->path;
}

/* Write a file of this mode, whatever the umask. */
static inline void
scratch_write(struct scratch *scratch, const char *name, mode_t mode,
    const char *bytes, size_t size)
{
	int fd = open(scratch_path(scratch, name),
	    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd == -1 || write(fd, bytes, size) != (ssize_t)size ||
	    fchmod(fd, mode) == -1)
		abort();
	close(fd);
}

/* Remove the directory and the files in it; one level deep. */
static inline void
scratch_remove(struct scratch *scratch)
{
	DIR *dir = opendir(scratch->dir);
	struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL)
		unlinkat(dirfd(dir), entry->d_name, 0);
	if (dir != NULL)
		closedir(dir);
	rmdir(scratch->dir);
}

#endif
