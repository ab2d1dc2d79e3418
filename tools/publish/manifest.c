/*
 * Reading is forgiving: a manifest that was edited must not make the builder
 * touch anything outside the capsule.
 */
#include "manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file_bytes.h"
#include "search_path.h"

/* Largest manifest read, in bytes: a name for every page there can be. */
#define MANIFEST_BYTES_MAX ((size_t)256 << 20)

/* Is it a path that stays in the capsule, and no dot-file but the index? */
static bool
is_safe(struct span name)
{
	if (name.len == 0 || name.ptr[name.len - 1] == '/')
		return false;
	for (size_t i = 0; i < name.len; i++)
		if ((unsigned char)name.ptr[i] < 0x20)
			return false;
	if (span_equal(name, SPAN(SEARCH_INDEX_NAME)))
		return true;
	while (name.len > 0) {
		size_t slash = span_find(name, '/');

		if (slash == 0 || name.ptr[0] == '.')
			return false;
		name = span_skip(name, slash + 1);
	}
	return true;
}

static void
add_name(struct manifest_names *names, struct span name)
{
	if (names->count == names->capacity) {
		names->capacity =
		    names->capacity == 0 ? 64 : names->capacity * 2;
		names->list = reallocarray(
		    names->list, names->capacity, sizeof *names->list);
	}
	names->list[names->count++] = name;
}

static int
compare_names(const void *left, const void *right)
{
	const struct span *a = left;
	const struct span *b = right;

	return strcmp(a->ptr, b->ptr);
}

static void
sort_names(struct manifest_names *names)
{
	if (names->count > 0)
		qsort(names->list, names->count, sizeof *names->list,
		    compare_names);
}

/* Take the lines of the text apart, ending each name with a NUL. */
static void
take_lines(struct manifest *manifest)
{
	char *line = manifest->text.ptr;
	char *end = line + manifest->text.len;

	manifest->files.count = manifest->directories.count = 0;
	while (line < end) {
		char *line_end = memchr(line, '\n', (size_t)(end - line));
		struct manifest_names *names = NULL;

		if (line_end == NULL)
			break;
		struct span name = span_between(line, line_end);
		if (span_starts_with(name, SPAN("file ")))
			names = &manifest->files;
		else if (span_starts_with(name, SPAN("directory ")))
			names = &manifest->directories;
		name = span_skip(name, span_find(name, ' ') + 1);
		if (names != NULL && is_safe(name)) {
			*line_end = '\0';
			add_name(names, name);
		}
		line = line_end + 1;
	}
}

int
manifest_read(
    struct manifest *manifest, const struct beneath *root, const char *name)
{
	struct stat status;
	int fd = beneath_open(root, name,
	    O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY, 0, BENEATH_NO_LINKS);

	if (fd < 0)
		return errno == ENOENT ? 0 : -1;
	if (fstat(fd, &status) < 0 || !S_ISREG(status.st_mode)) {
		close(fd);
		errno = EINVAL;
		return -1;
	}

	/* Names of an earlier manifest end with NULs now: undo that. */
	for (size_t i = 0; i < manifest->text.len; i++)
		if (manifest->text.ptr[i] == '\0')
			manifest->text.ptr[i] = '\n';
	int result = file_bytes_read(&manifest->text, fd, MANIFEST_BYTES_MAX);
	close(fd);
	if (result < 0 || manifest->text.len == 0)
		return result;

	take_lines(manifest);
	sort_names(&manifest->files);
	sort_names(&manifest->directories);
	return 0;
}

/* Is the name, NUL-terminated, among them? */
static bool
has_name(const struct manifest_names *names, struct span name)
{
	return names->count > 0 && bsearch(&name, names->list, names->count,
				       sizeof name, compare_names) != NULL;
}

bool
manifest_has_file(const struct manifest *manifest, struct span name)
{
	return has_name(&manifest->files, name);
}

bool
manifest_has_directory(const struct manifest *manifest, struct span name)
{
	return has_name(&manifest->directories, name);
}

void
manifest_line(struct buffer *out, const char *word, struct span value)
{
	buffer_append_text(out, word);
	buffer_append_byte(out, ' ');
	buffer_append(out, value);
	buffer_append_byte(out, '\n');
}

void
manifest_free(struct manifest *manifest)
{
	buffer_free(&manifest->text);
	free(manifest->files.list);
	free(manifest->directories.list);
	*manifest = (struct manifest){0};
}
