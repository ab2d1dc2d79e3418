/*
 * Plain system calls; the caller tells what went wrong.
 */
#include "publish_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ascii.h"
#include "beneath_entry.h"
#include "file_bytes.h"
#include "local_file.h"

/* How much is copied at a time, in bytes. */
#define COPY_CHUNK 65536

/* Temporary names are TEMPORARY_START, a number and TEMPORARY_END. */
#define TEMPORARY_START ".lozenge-"
#define TEMPORARY_END ".tmp"

const char *
publish_file_temporary(struct buffer *path, struct span name, size_t index)
{
	size_t slash = span_find_last(name, '/');

	buffer_clear(path);
	if (slash < name.len)
		buffer_append(path, (struct span){name.ptr, slash + 1});
	buffer_printf(path, TEMPORARY_START "%zu" TEMPORARY_END, index);
	buffer_append_byte(path, '\0');
	return path->ptr;
}

bool
publish_file_is_temporary(struct span name)
{
	size_t start = strlen(TEMPORARY_START), end = strlen(TEMPORARY_END);

	if (name.len <= start + end ||
	    !span_starts_with(name, SPAN(TEMPORARY_START)) ||
	    !span_ends_with(name, SPAN(TEMPORARY_END)))
		return false;
	for (size_t i = start; i < name.len - end; i++)
		if (!ascii_is_digit(name.ptr[i]))
			return false;
	return true;
}

/* Copy ${size} bytes, which the document's file must still have. */
static int
copy_fully(int to, int from, uint64_t size)
{
	char chunk[COPY_CHUNK];

	for (;;) {
		ssize_t count = read(from, chunk, sizeof chunk);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return -1;
		if (count == 0 && size == 0)
			return 0;
		if (count == 0 || (uint64_t)count > size) {
			errno = ESTALE;
			return -1;
		}
		if (file_bytes_write(to, (struct span){chunk, (size_t)count}) <
		    0)
			return -1;
		size -= (uint64_t)count;
	}
}

static int
copy_file(int to, const struct capsule_file *file)
{
	uint64_t size;
	int from;

	if (local_file_open(file->folder, file->original.ptr, &from, &size) !=
	    LOCAL_FILE_OK) {
		errno = ESTALE;
		return -1;
	}
	int result = copy_fully(to, from, file->size);
	int saved = errno;
	close(from);
	errno = saved;
	return result;
}

static int
open_new(const struct beneath *root, const char *name)
{
	return beneath_open(root, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
	    PUBLISH_FILE_MODE, BENEATH_NO_LINKS);
}

/* Make a new file of ours, open for writing; one that is there is removed. */
static int
create_file(const struct beneath *root, const char *name)
{
	int fd = open_new(root, name);

	if (fd < 0 && errno == EEXIST && beneath_entry_unlink(root, name) == 0)
		fd = open_new(root, name);
	if (fd >= 0 && fchmod(fd, PUBLISH_FILE_MODE) < 0) {
		int saved = errno;

		close(fd);
		beneath_entry_unlink(root, name);
		errno = saved;
		return -1;
	}
	return fd;
}

int
publish_file_write(const struct beneath *root, const char *name,
    const struct capsule_file *file)
{
	int fd = create_file(root, name);

	if (fd < 0)
		return -1;
	int result = capsule_is_copy(file)
			 ? copy_file(fd, file)
			 : file_bytes_write(fd, file->content);
	int saved = errno;
	if (close(fd) < 0 && result == 0) {
		result = -1;
		saved = errno;
	}
	if (result < 0)
		beneath_entry_unlink(root, name);
	errno = saved;
	return result;
}
