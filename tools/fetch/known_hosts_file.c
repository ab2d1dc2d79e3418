/*
 * The known-hosts file; see known_hosts_file.h.
 */
#include "known_hosts_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file_bytes.h"
#include "regular_file.h"

static bool
is_set(const char *value)
{
	return value != NULL && *value != '\0';
}

/* The path that the environment asks for, to be freed; NULL if it names none.
 */
static char *
find_path(void)
{
	const char *own = getenv("LOZENGE_KNOWN_HOSTS");
	const char *data = getenv("XDG_DATA_HOME");
	const char *home = getenv("HOME");
	struct buffer path = BUFFER_EMPTY;

	if (is_set(own))
		buffer_append_text(&path, own);
	else if (is_set(data) && data[0] == '/')
		buffer_printf(&path, "%s/lozenge/known_hosts", data);
	else if (is_set(home))
		buffer_printf(
		    &path, "%s/.local/share/lozenge/known_hosts", home);
	else
		return NULL;
	buffer_append_byte(&path, '\0');
	if (path.failed)
		buffer_free(&path);
	return path.ptr;
}

/* Make all directories above the file ${path}; 0, or -1 and errno. */
static int
make_directories(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash != NULL;
	     slash = strchr(slash + 1, '/')) {
		int result;

		*slash = '\0';
		result = mkdir(path, 0700);
		*slash = '/';
		if (result == -1 && errno != EEXIST)
			return -1;
	}
	return 0;
}

/* Open and lock the directory that the file ${path} is in. */
static int
lock_directory(char *path)
{
	char *slash = strrchr(path, '/');
	int fd;

	if (slash == NULL) {
		fd = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	} else if (slash == path) {
		fd = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	} else {
		*slash = '\0';
		fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		*slash = '/';
	}
	if (fd != -1)
		flock(fd, LOCK_EX);
	return fd;
}

/* The name within its directory. */
static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

/* Read what the file holds; a missing one holds nothing. */
static int
read_file(struct known_hosts_file *file)
{
	/* Renaming over /dev/null would be a disaster. */
	int fd = regular_file_open(file->directory, base_name(file->path));
	int result, saved;

	if (fd == -1)
		return errno == ENOENT ? 0 : -1;
	result = file_bytes_read(&file->text, fd, KNOWN_HOSTS_FILE_MAX);
	saved = errno;
	close(fd);
	errno = saved;
	return result;
}

int
known_hosts_file_open(struct known_hosts_file *file)
{
	char *real;

	*file = (struct known_hosts_file){.directory = -1};
	file->path = find_path();
	if (file->path == NULL) {
		errno = ENOENT;
		return -1;
	}
	/* Renaming must replace the file, not a symbolic link to it. */
	real = realpath(file->path, NULL);
	if (real == NULL && errno != ENOENT)
		return -1;
	if (real != NULL) {
		free(file->path);
		file->path = real;
	}
	if (make_directories(file->path) == -1)
		return -1;
	file->directory = lock_directory(file->path);
	return file->directory == -1 ? -1 : read_file(file);
}

int
known_hosts_file_replace(const struct known_hosts_file *file)
{
	/* The lock is ours, so nobody else writes this name. */
	static const char beside[] = ".known_hosts.new";
	int fd, result, saved;

	unlinkat(file->directory, beside, 0);
	fd = openat(file->directory, beside,
	    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd == -1)
		return -1;
	result = file_bytes_write(fd, buffer_span(&file->text));
	if (result == 0)
		result = fsync(fd);
	saved = errno;
	if (close(fd) == -1 && result == 0) {
		result = -1;
		saved = errno;
	}
	if (result == 0) {
		result = renameat(file->directory, beside, file->directory,
		    base_name(file->path));
		saved = errno;
	}
	if (result == 0)
		return fsync(file->directory);
	unlinkat(file->directory, beside, 0);
	errno = saved;
	return -1;
}

void
known_hosts_file_close(struct known_hosts_file *file)
{
	/* Closing the directory unlocks it. */
	if (file->directory != -1)
		close(file->directory);
	buffer_free(&file->text);
	free(file->path);
	*file = (struct known_hosts_file){.directory = -1};
}
