/*
 * Plain system calls; the caller tells what went wrong.
 */
#include "publish_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "local_file.h"

#define FILE_MODE 0644
#define DIRECTORY_MODE 0755
#define COPY_CHUNK 65536

/* Make a directory of ours; its mode does not depend on the umask. */
int
publish_file_make_directory(int at, const char *path)
{
	if (mkdirat(at, path, DIRECTORY_MODE) < 0)
		return -1;
	return fchmodat(at, path, DIRECTORY_MODE, 0);
}

/* Make the directories of ${path} above its last segment. */
int
publish_file_make_parents(int at, const char *path)
{
	struct buffer parent = BUFFER_EMPTY;
	int result = 0;

	for (size_t i = 0; result == 0 && path[i] != '\0'; i++) {
		if (path[i] == '/' && i > 0) {
			buffer_append_byte(&parent, '\0');
			if (parent.failed)
				break;
			parent.len--;
			if (publish_file_make_directory(at, parent.ptr) < 0 &&
			    errno != EEXIST)
				result = -1;
		}
		buffer_append_byte(&parent, path[i]);
	}
	if (parent.failed) {
		errno = ENOMEM;
		result = -1;
	}
	buffer_free(&parent);
	return result;
}

/* The name under which file ${index} is written first, beside ${name}. */
const char *
publish_file_temporary(struct buffer *path, struct span name, size_t index)
{
	size_t slash = span_find_last(name, '/');

	buffer_clear(path);
	if (slash < name.len)
		buffer_append(path, (struct span){name.ptr, slash + 1});
	buffer_printf(path, ".lozenge-%zu.tmp", index);
	buffer_append_byte(path, '\0');
	return path->failed ? "" : path->ptr;
}

static int
write_fully(int fd, struct span bytes)
{
	while (bytes.len > 0) {
		ssize_t count = write(fd, bytes.ptr, bytes.len);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return -1;
		bytes = span_skip(bytes, (size_t)count);
	}
	return 0;
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
		if (write_fully(to, (struct span){chunk, (size_t)count}) < 0)
			return -1;
		size -= (uint64_t)count;
	}
}

static int
copy_file(int folder, int to, const struct capsule_file *file)
{
	uint64_t size;
	int from;

	if (local_file_open(folder, file->name.ptr, &from, &size) !=
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

/* Make a new file of ours, open for writing. */
static int
create_file(int directory, const char *name)
{
	int fd = openat(directory, name,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);

	if (fd >= 0 && fchmod(fd, FILE_MODE) < 0) {
		int saved = errno;

		close(fd);
		unlinkat(directory, name, 0);
		errno = saved;
		return -1;
	}
	return fd;
}

/* Write a whole new file; none is left on failure. */
int
publish_file_write(int directory, int folder, const char *name,
    const struct capsule_file *file)
{
	int fd = create_file(directory, name);

	if (fd < 0)
		return -1;
	int result = file->is_copy ? copy_file(folder, fd, file)
				   : write_fully(fd, file->content);
	int saved = errno;
	if (close(fd) < 0 && result == 0) {
		result = -1;
		saved = errno;
	}
	if (result < 0)
		unlinkat(directory, name, 0);
	errno = saved;
	return result;
}

/* Is it a name that publish_file_temporary makes? */
static bool
is_leftover(struct span name)
{
	if (!span_starts_with(name, SPAN(".lozenge-")) ||
	    !span_ends_with(name, SPAN(".tmp")))
		return false;
	for (size_t i = 9; i < name.len - 4; i++)
		if (name.ptr[i] < '0' || name.ptr[i] > '9')
			return false;
	return name.len > 13;
}

/* Remove what a killed build left in the directory at ${path}. */
static void
remove_leftovers(int directory, const char *path)
{
	int fd = openat(
	    directory, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *entries = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *entry;

	if (entries == NULL) {
		if (fd >= 0)
			close(fd);
		return;
	}
	while ((entry = readdir(entries)) != NULL)
		if (is_leftover(span_from(entry->d_name)))
			unlinkat(dirfd(entries), entry->d_name, 0);
	closedir(entries);
}

/* The same in every directory that has files of ours. */
void
publish_file_remove_leftovers(int directory, const struct manifest_names *files)
{
	struct buffer parent = BUFFER_EMPTY;
	struct span previous = SPAN("");

	remove_leftovers(directory, ".");
	for (size_t i = 0; i < files->count; i++) {
		struct span name = files->list[i];
		struct span folder = {name.ptr, span_find_last(name, '/')};

		if (folder.len == name.len || span_equal(folder, previous))
			continue;
		previous = folder;
		buffer_clear(&parent);
		buffer_append(&parent, folder);
		buffer_append_byte(&parent, '\0');
		if (!parent.failed)
			remove_leftovers(directory, parent.ptr);
	}
	buffer_free(&parent);
}
