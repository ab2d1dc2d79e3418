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

struct scratch {
	char dir[64];
	char path[PATH_MAX]; /* what scratch_path wrote last */
};

/* Make the directory; 0 or -1, as a cmocka fixture has it. */
static inline int
scratch_make(struct scratch *scratch)
{
	snprintf(scratch->dir, sizeof scratch->dir, "/tmp/lozenge-test-XXXXXX");
	return mkdtemp(scratch->dir) != NULL ? 0 : -1;
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
