/*
 * The walk through a capsule; see lint_walk.h.
 */
#include "lint_walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buffer.h"
#include "lint_finding.h"
#include "media.h"
#include "search_path.h"
#include "utf8.h"

/* Where the walk stands. */
struct walk {
	struct lint_tree *tree;
	struct diagnostics *list;
	struct buffer path; /* of the entry in hand */
	bool served;        /* may others enter the directory in hand? */
	bool full;          /* LINT_FILES_MAX was reached */
};

/* Report on the file at ${path}, as a whole. */
static void
report(const struct walk *walk, enum lint_finding finding, const char *path,
    const char *message)
{
	char *name = lint_tree_full_name(walk->tree, path);
	struct lint_file file = {.list = walk->list, .name = name};

	if (name != NULL)
		lint_report(&file, finding, 0, 0, "%s", message);
	free(name);
}

static enum lint_kind
kind_of(struct span path)
{
	const char *type = media_from_name(path);

	if (type == NULL)
		return LINT_FILE;
	if (strcmp(type, "text/gemini") == 0)
		return LINT_PAGE;
	return media_is_text(span_from(type)) ? LINT_TEXT : LINT_FILE;
}

/* A dot-file: not served, which is no news of those that we make. */
static void
take_hidden(const struct walk *walk, struct lint_entry *entry)
{
	entry->served = false;
	if (strcmp(entry->path, ".lozenge") != 0 &&
	    strcmp(entry->path, SEARCH_INDEX_NAME) != 0)
		report(walk, LINT_HIDDEN_FILE, entry->path,
		    "not served: its name begins with a dot");
}

/* Well-known places are the one hidden thing that servers show. */
static bool
is_hidden(const char *path, const char *name)
{
	return name[0] == '.' && strcmp(path, ".well-known") != 0;
}

/* Names that neither a menu nor a listing can show as they are. */
static void
check_name(const struct walk *walk, const char *name)
{
	struct span text = span_from(name);
	bool bad = !utf8_is_valid(text);

	for (size_t i = 0; i < text.len; i++)
		bad = bad || (unsigned char)text.ptr[i] < 0x20 ||
		      text.ptr[i] == 0x7F;
	if (bad)
		report(walk, LINT_BAD_NAME, walk->path.ptr,
		    "the file's name holds control characters or is not UTF-8");
}

static void
take_file(
    struct walk *walk, struct lint_entry *entry, const struct stat *status)
{
	bool readable = (status->st_mode & S_IROTH) != 0;

	entry->kind = kind_of(span_from(entry->path));
	entry->served = walk->served && readable;
	if (!readable)
		report(walk, LINT_UNREADABLE, entry->path,
		    "not served: others may not read it (chmod o+r)");
}

/* A symbolic link: whereto, if that is within the capsule? */
static void
take_symlink(struct walk *walk, struct lint_entry *entry)
{
	int fd = lint_tree_open(walk->tree, entry->path, O_PATH);
	struct stat status;

	entry->is_alias = true;
	if (fd == -1 && (errno == ENOENT || errno == ENOTDIR)) {
		report(walk, LINT_BROKEN_SYMLINK, entry->path,
		    "not served: a symbolic link to nothing");
		return;
	}
	if (fd == -1 && (errno == EXDEV || errno == ELOOP)) {
		report(walk, LINT_OUTSIDE_SYMLINK, entry->path,
		    "not served: a symbolic link that is absolute, leads out "
		    "of the capsule or goes round in circles");
		return;
	}
	if (fd == -1 || fstat(fd, &status) == -1) {
		report(walk, LINT_CANNOT_READ, entry->path, strerror(errno));
		goto close_fd;
	}
	entry->device = status.st_dev;
	entry->inode = status.st_ino;
	if (S_ISREG(status.st_mode)) {
		take_file(walk, entry, &status);
	} else if (S_ISDIR(status.st_mode)) {
		entry->kind = LINT_DIRECTORY;
		entry->served = walk->served;
	} else {
		report(walk, LINT_SPECIAL_FILE, entry->path,
		    "not served: neither a file nor a directory");
	}
close_fd:
	if (fd != -1)
		close(fd);
}

static int walk_directory(struct walk *walk, int fd, unsigned depth);

/* Walk into the directory ${name} in ${parent}; 0, or -1 without memory. */
static int
take_directory(struct walk *walk, int parent, const char *name,
    struct lint_entry *entry, const struct stat *status, unsigned depth)
{
	bool outside_served = walk->served;
	bool open_to_others = (status->st_mode & S_IXOTH) != 0;
	int fd, result;

	entry->kind = LINT_DIRECTORY;
	entry->served = outside_served && open_to_others;
	if (!open_to_others)
		report(walk, LINT_UNREADABLE, entry->path,
		    "nothing in it is served to others (chmod o+rx)");
	if (depth == LINT_DEPTH_MAX) {
		report(walk, LINT_TOO_DEEP, entry->path,
		    "too deep: what it holds was not checked");
		return 0;
	}
	fd = openat(
	    parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd == -1) {
		report(walk, LINT_CANNOT_READ, entry->path, strerror(errno));
		return 0;
	}
	walk->served = entry->served;
	result = walk_directory(walk, fd, depth + 1);
	walk->served = outside_served;
	return result;
}

/* Take in one name of a directory; 0, or -1 without memory. */
static int
take_name(struct walk *walk, int parent, const char *name, unsigned depth)
{
	struct lint_entry *entry;
	struct stat status;

	if (fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) == -1) {
		report(walk, LINT_CANNOT_READ, walk->path.ptr, strerror(errno));
		return 0;
	}
	entry = lint_tree_add(walk->tree, walk->path.ptr);
	if (entry == NULL)
		return -1;
	entry->device = status.st_dev;
	entry->inode = status.st_ino;
	check_name(walk, name);
	if (is_hidden(entry->path, name))
		take_hidden(walk, entry);
	else if (S_ISREG(status.st_mode))
		take_file(walk, entry, &status);
	else if (S_ISDIR(status.st_mode))
		return take_directory(
		    walk, parent, name, entry, &status, depth);
	else if (S_ISLNK(status.st_mode))
		take_symlink(walk, entry);
	else
		report(walk, LINT_SPECIAL_FILE, entry->path,
		    "not served: neither a file nor a directory");
	return 0;
}

/* Take in one name, with the walk's path set to it meanwhile. */
static int
visit_name(struct walk *walk, int parent, const char *name, unsigned depth)
{
	size_t before = walk->path.len;
	int result;

	if (walk->tree->count == LINT_FILES_MAX) {
		walk->full = true;
		return 0;
	}
	if (before > 0)
		buffer_append_byte(&walk->path, '/');
	buffer_append_text(&walk->path, name);
	buffer_append_byte(&walk->path, '\0');
	if (walk->path.failed) {
		errno = ENOMEM;
		return -1;
	}
	/* The NUL ends the path, but is no part of it. */
	walk->path.len--;
	result = take_name(walk, parent, name, depth);
	walk->path.len = before;
	return result;
}

static bool
is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* Take in all that the directory ${fd} holds, and close it. */
static int
walk_directory(struct walk *walk, int fd, unsigned depth)
{
	DIR *directory = fdopendir(fd);
	struct dirent *found;
	int result = 0;

	if (directory == NULL) {
		close(fd);
		return -1;
	}
	while (result == 0 && !walk->full) {
		errno = 0;
		found = readdir(directory);
		if (found == NULL) {
			result = errno == 0 ? 0 : -1;
			break;
		}
		if (!is_dots(found->d_name))
			result = visit_name(
			    walk, dirfd(directory), found->d_name, depth);
	}
	int saved = errno;
	closedir(directory);
	errno = saved;
	return result;
}

int
lint_walk(struct lint_tree *tree, struct diagnostics *list)
{
	struct walk walk = {.tree = tree, .list = list, .served = true};
	int fd = lint_tree_open(tree, "", O_RDONLY | O_DIRECTORY);
	int result = fd == -1 ? -1 : walk_directory(&walk, fd, 0);

	buffer_free(&walk.path);
	if (walk.full)
		report(&walk, LINT_TOO_MANY_FILES, "",
		    "too many files: not all of them were checked");
	lint_tree_sort(tree);
	return result;
}
