#include "small_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file_bytes.h"

/* May this open file be trusted to hold a secret?  0, or -1 and a reason. */
static int
check_secrecy(const struct stat *st, const char *path, struct failure *failure)
{
	if (st->st_uid != geteuid() && st->st_uid != 0)
		return failure_set(failure, EACCES,
		    "%s: belongs to user %ju, not to user %ju or root", path,
		    (uintmax_t)st->st_uid, (uintmax_t)geteuid());
	if ((st->st_mode & (S_IRWXG | S_IRWXO)) != 0)
		return failure_set(failure, EACCES,
		    "%s: open to group or others (mode %04o); "
		    "a private key needs chmod 600",
		    path, (unsigned)st->st_mode & 07777U);
	return 0;
}

/* Is this open file one that we read?  0, or -1 and a reason. */
static int
check_file(const struct stat *st, const char *path,
    enum small_file_secrecy secrecy, struct failure *failure)
{
	if (!S_ISREG(st->st_mode))
		return failure_set(
		    failure, EINVAL, "%s: not a regular file", path);
	if (st->st_size > SMALL_FILE_BYTES_MAX)
		return failure_set(failure, EFBIG, "%s: too large", path);
	if (secrecy == SMALL_FILE_SECRET)
		return check_secrecy(st, path, failure);
	return 0;
}

/* The same for an open file that was found fit. */
static int
read_checked(struct small_file *file, int fd, size_t room)
{
	ssize_t size;

	file->bytes = malloc(room + 1);
	if (file->bytes == NULL)
		return -1;
	file->size = room;

	size = file_bytes_fill(fd, file->bytes, room);
	if (size == -1) {
		small_file_free(file);
		return -1;
	}
	file->size = (size_t)size;
	file->bytes[size] = '\0';
	return 0;
}

int
small_file_read_at(struct small_file *file, int dir_fd, const char *name,
    enum small_file_secrecy secrecy, struct failure *failure)
{
	struct stat st;
	int fd;
	int result = -1;

	/* O_NONBLOCK: a FIFO must not hold us up. */
	fd = openat(dir_fd, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (fd == -1 || fstat(fd, &st) == -1)
		failure_set(failure, errno, "%s: %s", name, strerror(errno));
	else if (check_file(&st, name, secrecy, failure) == 0) {
		result = read_checked(file, fd, (size_t)st.st_size);
		if (result == -1)
			failure_set(
			    failure, errno, "%s: %s", name, strerror(errno));
	}
	if (fd != -1) {
		int error = errno;

		close(fd);
		errno = error;
	}
	return result;
}

int
small_file_read(struct small_file *file, const char *path,
    enum small_file_secrecy secrecy, struct failure *failure)
{
	return small_file_read_at(file, AT_FDCWD, path, secrecy, failure);
}

void
small_file_free(struct small_file *file)
{
	if (file->bytes != NULL)
		explicit_bzero(file->bytes, file->size);
	free(file->bytes);
	*file = (struct small_file){0};
}

/* A new file, filled and on disk.  0 or -1. */
static int
write_new(
    int dir_fd, const char *name, mode_t mode, const char *bytes, size_t size)
{
	int fd, result, error;

	/* A leftover of a killed writer may have another mode or owner. */
	if (unlinkat(dir_fd, name, 0) == -1 && errno != ENOENT)
		return -1;
	fd = openat(dir_fd, name,
	    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd == -1)
		return -1;

	result = 0;
	if (fchmod(fd, mode) == -1 ||
	    file_bytes_write(fd, (struct span){bytes, size}) == -1 ||
	    fsync(fd) == -1)
		result = -1;
	error = errno;
	close(fd);
	errno = error;
	return result;
}

/* May a file take the place of what is there?  Never that of /dev/null. */
static int
check_replaceable(int dir_fd, const char *name)
{
	struct stat st;

	if (fstatat(dir_fd, name, &st, 0) == -1)
		return errno == ENOENT ? 0 : -1;
	if (S_ISREG(st.st_mode))
		return 0;
	errno = EINVAL;
	return -1;
}

int
small_file_replace(int dir_fd, const char *name, mode_t mode, const char *bytes,
    size_t size, struct failure *failure)
{
	char fresh[NAME_MAX + 1];
	int length, error;

	length = snprintf(fresh, sizeof fresh, "%s.new", name);
	if (length < 0 || (size_t)length >= sizeof fresh)
		return failure_set(
		    failure, ENAMETOOLONG, "%s: name too long", name);

	if (check_replaceable(dir_fd, name) == -1)
		return failure_set(failure, errno, "cannot write %s: %s", name,
		    errno == EINVAL ? "not a regular file" : strerror(errno));
	if (write_new(dir_fd, fresh, mode, bytes, size) == 0 &&
	    renameat(dir_fd, fresh, dir_fd, name) == 0 && fsync(dir_fd) == 0)
		return 0;
	error = errno;
	unlinkat(dir_fd, fresh, 0);
	return failure_set(
	    failure, error, "cannot write %s: %s", name, strerror(error));
}
