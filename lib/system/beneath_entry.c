/*
 * The folder that a path's last name stands in is opened, and the call is made
 * with that name alone.
 */
#include "beneath_entry.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The folder of an entry, open, and the entry's name in it. */
struct entry {
	int folder;
	bool is_root; /* which stays open */
	const char *name;
};

static bool
is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static int
open_entry(struct entry *entry, const struct beneath *root, const char *path)
{
	char folder[PATH_MAX] = "";
	const char *slash = strrchr(path, '/');
	size_t len = slash == NULL ? 0 : (size_t)(slash - path);

	entry->name = slash == NULL ? path : slash + 1;
	if (*entry->name == '\0' || is_dots(entry->name)) {
		errno = EINVAL;
		return -1;
	}
	if (len >= sizeof folder) {
		errno = ENAMETOOLONG;
		return -1;
	}
	entry->is_root = len == 0;
	if (entry->is_root) {
		entry->folder = root->fd;
		return 0;
	}
	memcpy(folder, path, len);
	entry->folder = beneath_open(root, folder,
	    O_PATH | O_DIRECTORY | O_CLOEXEC, 0, BENEATH_NO_LINKS);
	return entry->folder < 0 ? -1 : 0;
}

/* Close the folder; ${result} and errno stay as the call left them. */
static int
close_entry(const struct entry *entry, int result)
{
	int saved = errno;

	if (!entry->is_root)
		close(entry->folder);
	errno = saved;
	return result;
}

int
beneath_entry_stat(
    const struct beneath *root, const char *path, struct stat *status)
{
	struct entry entry;

	if (open_entry(&entry, root, path) < 0)
		return -1;
	return close_entry(&entry,
	    fstatat(entry.folder, entry.name, status, AT_SYMLINK_NOFOLLOW));
}

int
beneath_entry_make_directory(
    const struct beneath *root, const char *path, mode_t mode)
{
	struct entry entry;

	if (open_entry(&entry, root, path) < 0)
		return -1;
	int result = mkdirat(entry.folder, entry.name, mode);
	if (result == 0)
		result = fchmodat(entry.folder, entry.name, mode, 0);
	return close_entry(&entry, result);
}

int
beneath_entry_rename(
    const struct beneath *root, const char *from, const char *to)
{
	struct entry source, target;

	if (open_entry(&source, root, from) < 0)
		return -1;
	if (open_entry(&target, root, to) < 0)
		return close_entry(&source, -1);
	int result =
	    renameat(source.folder, source.name, target.folder, target.name);
	return close_entry(&source, close_entry(&target, result));
}

static int
remove_entry(const struct beneath *root, const char *path, int flags)
{
	struct entry entry;

	if (open_entry(&entry, root, path) < 0)
		return -1;
	return close_entry(&entry, unlinkat(entry.folder, entry.name, flags));
}

int
beneath_entry_unlink(const struct beneath *root, const char *path)
{
	return remove_entry(root, path, 0);
}

int
beneath_entry_remove_directory(const struct beneath *root, const char *path)
{
	return remove_entry(root, path, AT_REMOVEDIR);
}
