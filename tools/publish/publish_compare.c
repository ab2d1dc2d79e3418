/*
 * Kind, mode and size first, then the bytes.
 */
#include "publish_compare.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file_bytes.h"
#include "local_file.h"
#include "publish_file.h"

/* How much is compared at a time, in bytes. */
#define CHUNK 65536

/* Does the open file hold exactly ${content}? */
static bool
holds_content(int fd, struct span content)
{
	char chunk[CHUNK];

	while (content.len > 0) {
		size_t want = content.len < CHUNK ? content.len : CHUNK;

		if (file_bytes_fill(fd, chunk, want) != (ssize_t)want ||
		    memcmp(chunk, content.ptr, want) != 0)
			return false;
		content = span_skip(content, want);
	}
	return true;
}

/* Do two open files hold the same? */
static bool
holds_same(int fd, int other)
{
	char chunk[CHUNK], other_chunk[CHUNK];

	for (;;) {
		ssize_t len = file_bytes_fill(fd, chunk, CHUNK);
		ssize_t other_len = file_bytes_fill(other, other_chunk, CHUNK);

		if (len < 0 || len != other_len ||
		    memcmp(chunk, other_chunk, (size_t)len) != 0)
			return false;
		if (len == 0)
			return true;
	}
}

/* Are both descriptors of one file? */
static bool
is_same_file(const struct stat *status, int other)
{
	struct stat other_status;

	return fstat(other, &other_status) == 0 &&
	       other_status.st_dev == status->st_dev &&
	       other_status.st_ino == status->st_ino;
}

/* Compare the open file, of ${status}, with a page. */
static enum publish_action
compare_page(int fd, const struct stat *status, const struct capsule_file *file)
{
	return (status->st_mode & 07777) == PUBLISH_FILE_MODE &&
		       (uint64_t)status->st_size == file->size &&
		       holds_content(fd, file->content)
		   ? PUBLISH_KEEP
		   : PUBLISH_WRITE;
}

/* Compare it with the document's own file of that name. */
static enum publish_action
compare_copy(int fd, const struct stat *status, const struct capsule_file *file)
{
	enum publish_action action = PUBLISH_WRITE;
	uint64_t size;
	int original;

	if (local_file_open(file->folder, file->original.ptr, &original,
		&size) != LOCAL_FILE_OK)
		return PUBLISH_WRITE;
	if (is_same_file(status, original))
		action = PUBLISH_SELF;
	else if ((status->st_mode & 07777) == PUBLISH_FILE_MODE &&
		 (uint64_t)status->st_size == file->size &&
		 holds_same(fd, original))
		action = PUBLISH_KEEP;
	close(original);
	return action;
}

enum publish_action
publish_compare(const struct beneath *root, const struct capsule_file *file)
{
	enum publish_action action = PUBLISH_WRITE;
	struct stat status;
	int fd = beneath_open(root, file->name.ptr,
	    O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY, 0, BENEATH_NO_LINKS);

	if (fd < 0)
		return PUBLISH_WRITE;
	if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode))
		action = capsule_is_copy(file)
			     ? compare_copy(fd, &status, file)
			     : compare_page(fd, &status, file);
	close(fd);
	return action;
}
