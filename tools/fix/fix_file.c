/*
 * Another name first; the old content stands until the new one is on disk.
 */
#include "fix_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file_bytes.h"

#define READ_CHUNK ((size_t)64 << 10)

/* The folder that a file is in, and where its temporary name ends. */
struct place {
	char path[PATH_MAX];      /* of the file itself, links followed */
	char temporary[PATH_MAX]; /* beside it */
	int folder;
};

/* Does the file behind ${fd} hold just these bytes?  Its mode goes out. */
static int
check_content(int fd, struct span expected, struct stat *status)
{
	char chunk[READ_CHUNK];

	if (fstat(fd, status) == -1)
		return -1;
	if (!S_ISREG(status->st_mode)) {
		errno = EINVAL;
		return -1;
	}
	for (;;) {
		ssize_t count = read(fd, chunk, sizeof chunk);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return -1;
		if ((size_t)count > expected.len ||
		    memcmp(chunk, expected.ptr, (size_t)count) != 0)
			break;
		expected = span_skip(expected, (size_t)count);
		if (count == 0 && expected.len == 0)
			return 0;
		if (count == 0)
			break;
	}
	errno = EBUSY;
	return -1;
}

static int
check_file(const char *path, struct span expected, struct stat *status)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

	if (fd == -1)
		return -1;
	int result = check_content(fd, expected, status);
	int error = errno;
	close(fd);
	errno = error;
	return result;
}

static int
find_place(struct place *place, const char *path)
{
	if (realpath(path, place->path) == NULL)
		return -1;

	char *slash = strrchr(place->path, '/');
	int length = snprintf(place->temporary, sizeof place->temporary,
	    "%.*s/.lozenge-fix-XXXXXX", (int)(slash - place->path),
	    place->path);
	if (length < 0 || (size_t)length >= sizeof place->temporary) {
		errno = ENAMETOOLONG;
		return -1;
	}
	*slash = '\0';
	place->folder = open(place->path[0] == '\0' ? "/" : place->path,
	    O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	*slash = '/';
	return place->folder == -1 ? -1 : 0;
}

/* Write the bytes under the temporary name, and have them on disk. */
static int
write_beside(struct place *place, struct span bytes, const struct stat *status)
{
	int fd = mkostemp(place->temporary, O_CLOEXEC);

	if (fd == -1)
		return -1;
	/* The owner stays where that is allowed; the mode always. */
	if (fchown(fd, status->st_uid, status->st_gid) == -1 && errno != EPERM)
		goto remove_temporary;
	if (file_bytes_write(fd, bytes) == -1 ||
	    fchmod(fd, status->st_mode & 07777) == -1 || fsync(fd) == -1)
		goto remove_temporary;
	if (close(fd) == 0)
		return 0;
	fd = -1;

remove_temporary:;
	int error = errno;
	if (fd != -1)
		close(fd);
	unlink(place->temporary);
	errno = error;
	return -1;
}

int
fix_file_replace(const char *path, struct span before, struct span after)
{
	struct place place;
	struct stat status;
	int result = -1;

	if (find_place(&place, path) == -1)
		return -1;
	if (check_file(place.path, before, &status) == 0 &&
	    write_beside(&place, after, &status) == 0) {
		result = rename(place.temporary, place.path);
		if (result == -1) {
			int error = errno;

			unlink(place.temporary);
			errno = error;
		} else {
			result = fsync(place.folder);
		}
	}

	int error = errno;
	close(place.folder);
	errno = error;
	return result;
}
