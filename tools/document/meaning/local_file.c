/*
 * A path as a link has it, and the file it leads to.
 */
#include "local_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "nearest.h"
#include "uri.h"
#include "utf8.h"

/* Names looked at for a nearest one. */
#define NAMES_MAX 1000

int
local_file_folder(struct beneath *folder, const char *document)
{
	struct span path = span_from(document);
	size_t slash = span_find_last(path, '/');
	struct buffer name = BUFFER_EMPTY;

	if (slash < path.len)
		buffer_append(&name, (struct span){path.ptr, slash + 1});
	buffer_append_text(&name, ".");
	buffer_append_byte(&name, '\0');
	int result = beneath_enter(folder, name.ptr);
	buffer_free(&name);
	return result;
}

/* Has the name a byte that no file of a capsule may have? */
static bool
is_bad_name(struct span name)
{
	for (size_t i = 0; i < name.len; i++)
		if ((unsigned char)name.ptr[i] < 0x20 || name.ptr[i] == 0x7f)
			return true;
	return !utf8_is_valid(name);
}

/* Take the last segment off the path that begins at ${start}. */
static bool
go_up(struct buffer *path, size_t start)
{
	struct span whole = {path->ptr + start, path->len - start};

	if (whole.len == 0)
		return false;
	size_t slash = span_find_last(whole, '/');
	path->len = start + (slash < whole.len ? slash : 0);
	return true;
}

/* Append one segment of a path to those that begin at ${start}. */
static enum local_file_verdict
append_segment(struct buffer *path, size_t start, struct span segment)
{
	if (segment.len == 0 || span_equal(segment, SPAN(".")))
		return LOCAL_FILE_OK;
	if (span_equal(segment, SPAN("..")))
		return go_up(path, start) ? LOCAL_FILE_OK : LOCAL_FILE_OUTSIDE;
	if (segment.ptr[0] == '.')
		return LOCAL_FILE_HIDDEN;
	if (is_bad_name(segment))
		return LOCAL_FILE_BAD_NAME;
	if (path->len > start)
		buffer_append_byte(path, '/');
	buffer_append(path, segment);
	return LOCAL_FILE_OK;
}

enum local_file_verdict
local_file_path(struct buffer *path, struct span reference)
{
	struct buffer decoded = BUFFER_EMPTY;
	size_t start = path->len;
	enum local_file_verdict verdict = LOCAL_FILE_OK;

	if (span_starts_with(reference, SPAN("/")))
		return LOCAL_FILE_OUTSIDE;
	if (!uri_percent_decode(&decoded, reference))
		verdict = LOCAL_FILE_BAD_NAME;
	struct span rest = buffer_span(&decoded);
	while (verdict == LOCAL_FILE_OK && rest.len > 0) {
		size_t slash = span_find(rest, '/');

		verdict =
		    append_segment(path, start, (struct span){rest.ptr, slash});
		rest = span_skip(rest, slash + 1);
	}
	buffer_free(&decoded);
	if (verdict == LOCAL_FILE_OK && path->len == start)
		return LOCAL_FILE_NOT_FILE;
	return verdict;
}

static enum local_file_verdict
verdict_from_errno(void)
{
	switch (errno) {
	case ENOENT:
	case ENOTDIR:
	case ENAMETOOLONG:
		return LOCAL_FILE_MISSING;
	case EXDEV:
	case ELOOP:
		return LOCAL_FILE_OUTSIDE;
	case ENXIO:
		return LOCAL_FILE_NOT_FILE;
	default:
		return LOCAL_FILE_UNREADABLE;
	}
}

enum local_file_verdict
local_file_open(
    const struct beneath *folder, const char *path, int *fd, uint64_t *size)
{
	struct stat status;

	*fd = beneath_open(folder, path,
	    O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0,
	    BENEATH_FOLLOW_LINKS);
	if (*fd < 0)
		return verdict_from_errno();
	if (fstat(*fd, &status) == 0 && S_ISREG(status.st_mode)) {
		*size = (uint64_t)status.st_size;
		return LOCAL_FILE_OK;
	}
	close(*fd);
	return LOCAL_FILE_NOT_FILE;
}

void
local_file_nearest(
    const struct beneath *folder, const char *path, struct buffer *best)
{
	struct span whole = span_from(path);
	size_t slash = span_find_last(whole, '/');
	struct span parent = {path, slash < whole.len ? slash + 1 : 0};
	struct span name = span_skip(whole, parent.len);
	struct nearest search = nearest_begin(name);
	struct buffer folder_path = BUFFER_EMPTY;
	char kept[NAME_MAX + 1] = "";

	buffer_append(&folder_path, parent);
	buffer_append(&folder_path, (struct span){".", 2});
	int fd = beneath_open(folder, folder_path.ptr,
	    O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0, BENEATH_FOLLOW_LINKS);
	buffer_free(&folder_path);
	DIR *directory = fd < 0 ? NULL : fdopendir(fd);
	if (directory == NULL) {
		if (fd >= 0)
			close(fd);
		return;
	}
	for (int i = 0; i < NAMES_MAX; i++) {
		const struct dirent *entry = readdir(directory);
		size_t before = search.distance;

		if (entry == NULL)
			break;
		if (entry->d_name[0] == '.')
			continue;
		nearest_try(&search, span_from(entry->d_name));
		if (search.distance < before)
			memccpy(kept, entry->d_name, '\0', sizeof kept);
	}
	closedir(directory);
	if (kept[0] == '\0')
		return;
	buffer_append(best, parent);
	buffer_append_text(best, kept);
}
