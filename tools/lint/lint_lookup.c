/*
 * Entries of a tree by path and by inode; see lint_lookup.h.
 */
#include "lint_lookup.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int
compare_inodes(const struct lint_entry *a, const struct lint_entry *b)
{
	if (a->device != b->device)
		return a->device < b->device ? -1 : 1;
	if (a->inode != b->inode)
		return a->inode < b->inode ? -1 : 1;
	return 0;
}

static int
compare_positions(const void *a, const void *b, void *tree)
{
	const struct lint_entry *entries =
	    ((const struct lint_tree *)tree)->entries;

	return compare_inodes(
	    &entries[*(const size_t *)a], &entries[*(const size_t *)b]);
}

int
lint_lookup_begin(struct lint_lookup *lookup, const struct lint_tree *tree)
{
	struct lint_tree copy = *tree;

	*lookup = (struct lint_lookup){.tree = tree};
	lookup->by_inode = calloc(tree->count + 1, sizeof *lookup->by_inode);
	if (lookup->by_inode == NULL)
		return -1;
	for (size_t i = 0; i < tree->count; i++) {
		if (!tree->entries[i].is_alias)
			lookup->by_inode[lookup->count++] = i;
	}
	qsort_r(lookup->by_inode, lookup->count, sizeof *lookup->by_inode,
	    compare_positions, &copy);
	return 0;
}

void
lint_lookup_free(struct lint_lookup *lookup)
{
	free(lookup->by_inode);
	*lookup = (struct lint_lookup){0};
}

/* The entry for the file itself that ${key} is another name of, or NULL. */
static const struct lint_entry *
find_real(const struct lint_lookup *lookup, const struct lint_entry *key)
{
	size_t low = 0, high = lookup->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct lint_entry *entry =
		    &lookup->tree->entries[lookup->by_inode[middle]];
		int order = compare_inodes(key, entry);

		if (order == 0)
			return entry;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* The entry for a path that goes through a symbolic link, or NULL. */
static const struct lint_entry *
find_through_symlinks(const struct lint_lookup *lookup, const char *path)
{
	int fd = lint_tree_open(lookup->tree, path, O_PATH);
	const struct lint_entry *found = NULL;
	struct stat status;

	if (fd == -1)
		return NULL;
	if (fstat(fd, &status) == 0)
		found = find_real(
		    lookup, &(struct lint_entry){.device = status.st_dev,
				.inode = status.st_ino});
	close(fd);
	return found;
}

const struct lint_entry *
lint_lookup_real(
    const struct lint_lookup *lookup, const struct lint_entry *entry)
{
	const struct lint_entry *real = NULL;

	if (entry->is_alias && entry->served)
		real = find_real(lookup, entry);
	return real != NULL ? real : entry;
}

const struct lint_entry *
lint_lookup_find(const struct lint_lookup *lookup, struct buffer *path)
{
	const struct lint_entry *found =
	    lint_tree_find(lookup->tree, buffer_span(path));

	if (found != NULL)
		return lint_lookup_real(lookup, found);
	buffer_append_byte(path, '\0');
	if (path->failed)
		return NULL;
	path->len--;
	return find_through_symlinks(lookup, path->ptr);
}
