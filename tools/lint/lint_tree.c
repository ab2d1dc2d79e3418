/*
 * The files of a capsule; see lint_tree.h.
 */
#include "lint_tree.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buffer.h"
#include "file_bytes.h"

int
lint_tree_begin(struct lint_tree *tree, const char *name)
{
	*tree = (struct lint_tree){.name = name};
	return beneath_enter(&tree->root, name);
}

struct lint_entry *
lint_tree_add(struct lint_tree *tree, const char *path)
{
	struct lint_entry *entry;

	if (tree->count == tree->capacity) {
		size_t capacity = tree->capacity == 0 ? 64 : tree->capacity * 2;
		struct lint_entry *entries = reallocarray(
		    tree->entries, capacity, sizeof *tree->entries);

		if (entries == NULL)
			return NULL;
		tree->entries = entries;
		tree->capacity = capacity;
	}
	entry = &tree->entries[tree->count];
	*entry = (struct lint_entry){.path = strdup(path), .kind = LINT_FILE};
	if (entry->path == NULL)
		return NULL;
	tree->count++;
	return entry;
}

static int
compare_entries(const void *a, const void *b)
{
	return strcmp(((const struct lint_entry *)a)->path,
	    ((const struct lint_entry *)b)->path);
}

void
lint_tree_sort(struct lint_tree *tree)
{
	if (tree->count > 0)
		qsort(tree->entries, tree->count, sizeof *tree->entries,
		    compare_entries);
}

void
lint_tree_free(struct lint_tree *tree)
{
	for (size_t i = 0; i < tree->count; i++)
		free(tree->entries[i].path);
	free(tree->entries);
	beneath_leave(&tree->root);
	*tree = (struct lint_tree){.root.fd = -1};
}

/* Compare a path with an entry's as strcmp would. */
static int
compare_path(struct span path, const char *other)
{
	struct span text = span_from(other);
	size_t shorter = path.len < text.len ? path.len : text.len;
	int order = shorter == 0 ? 0 : memcmp(path.ptr, text.ptr, shorter);

	if (order != 0)
		return order;
	return path.len < text.len ? -1 : path.len > text.len;
}

struct lint_entry *
lint_tree_find(const struct lint_tree *tree, struct span path)
{
	size_t low = 0, high = tree->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare_path(path, tree->entries[middle].path);

		if (order == 0)
			return &tree->entries[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

int
lint_tree_open(const struct lint_tree *tree, const char *path, int flags)
{
	int more = (flags & O_PATH) != 0 ? 0 : O_NONBLOCK | O_NOCTTY;

	return beneath_open(&tree->root, path, flags | more | O_CLOEXEC, 0,
	    BENEATH_FOLLOW_LINKS);
}

int
lint_tree_read(const struct lint_tree *tree, const char *path,
    struct buffer *text, size_t most)
{
	int fd = lint_tree_open(tree, path, O_RDONLY);
	int result, saved;

	if (fd == -1)
		return -1;
	result = file_bytes_read(text, fd, most);
	saved = errno;
	close(fd);
	errno = saved;
	return result;
}

char *
lint_tree_full_name(const struct lint_tree *tree, const char *path)
{
	struct span root = span_from(tree->name);
	struct buffer name = BUFFER_EMPTY;

	while (root.len > 1 && root.ptr[root.len - 1] == '/')
		root.len--;
	buffer_append(&name, root);
	if (*path != '\0') {
		if (!span_equal(root, SPAN("/")))
			buffer_append_byte(&name, '/');
		buffer_append_text(&name, path);
	}
	buffer_append_byte(&name, '\0');
	if (name.failed)
		buffer_free(&name);
	return name.ptr;
}
