/*
 * Nothing is removed that a build has not made, and nothing behind a link.
 */
#include "publish_leftover.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "beneath_entry.h"
#include "publish_file.h"

/*
 * Does errno say that a path of ours leads nowhere now: removed, or a folder
 * on its way made a file or a link by the author?
 */
static bool
is_not_ours(void)
{
	return errno == ENOENT || errno == ENOTDIR || errno == ELOOP;
}

static int
compare_name(const void *key, const void *element)
{
	const struct span *name = key;
	const struct capsule_file *file = element;

	return strcmp(name->ptr, file->name.ptr);
}

static bool
is_in_capsule(const struct capsule *capsule, struct span name)
{
	return bsearch(&name, capsule->files, capsule->count,
		   sizeof *capsule->files, compare_name) != NULL;
}

size_t
publish_leftover_find(const struct publish_plan *plan)
{
	const struct manifest_names *files = &plan->owned.files;
	size_t stale = 0;

	for (size_t i = 0; i < files->count; i++)
		stale += !is_in_capsule(plan->capsule, files->list[i]);
	return stale;
}

/* Remove what is temporary in an open directory; -1 and errno. */
static int
remove_temporary(DIR *entries)
{
	const struct dirent *entry;

	for (;;) {
		errno = 0;
		entry = readdir(entries);
		if (entry == NULL)
			return errno == 0 ? 0 : -1;
		if (publish_file_is_temporary(span_from(entry->d_name)) &&
		    unlinkat(dirfd(entries), entry->d_name, 0) < 0)
			return -1;
	}
}

/* The same in the directory at ${path}, if it is there. */
static bool
clean_directory(const struct publish_plan *plan, const char *path)
{
	int fd = beneath_open(&plan->root, path,
	    O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0, BENEATH_NO_LINKS);
	DIR *entries = fd < 0 ? NULL : fdopendir(fd);

	if (fd < 0 && is_not_ours())
		return true;
	if (entries == NULL) {
		publish_plan_tell_errno(
		    plan, path, "unreadable", "cannot be looked into");
		if (fd >= 0)
			close(fd);
		return false;
	}
	bool is_fine = remove_temporary(entries) == 0;
	if (!is_fine)
		publish_plan_tell_errno(plan, path, "unwritable",
		    "cannot be cleared of temporary files");
	closedir(entries);
	return is_fine;
}

bool
publish_leftover_remove_temporary(const struct publish_plan *plan)
{
	const struct manifest_names *files = &plan->owned.files;
	struct buffer path = BUFFER_EMPTY;
	struct span previous = SPAN("");
	bool is_fine = clean_directory(plan, "");

	for (size_t i = 0; is_fine && i < files->count; i++) {
		struct span name = files->list[i];
		struct span folder = {name.ptr, span_find_last(name, '/')};

		if (folder.len == name.len || span_equal(folder, previous))
			continue;
		previous = folder;
		buffer_clear(&path);
		buffer_append(&path, folder);
		buffer_append_byte(&path, '\0');
		is_fine = clean_directory(plan, path.ptr);
	}
	buffer_free(&path);
	return is_fine;
}

/* Remove one file, if it is one still; the document itself stays. */
static bool
remove_stale_file(
    const struct publish_plan *plan, const char *name, size_t *removed)
{
	struct stat status;

	if (beneath_entry_stat(&plan->root, name, &status) < 0)
		return is_not_ours() ||
		       publish_plan_tell_errno(
			   plan, name, "unreadable", "cannot be looked at");
	if (!S_ISREG(status.st_mode) || publish_plan_is_source(plan, &status))
		return true;
	if (beneath_entry_unlink(&plan->root, name) < 0)
		return is_not_ours() || publish_plan_tell_errno(plan, name,
					    "unwritable", "cannot be removed");
	(*removed)++;
	return true;
}

/* Remove one directory, if it is one still and empty. */
static bool
remove_stale_directory(const struct publish_plan *plan, const char *name)
{
	return beneath_entry_remove_directory(&plan->root, name) == 0 ||
	       errno == ENOTEMPTY || errno == EEXIST || errno == EBUSY ||
	       is_not_ours() ||
	       publish_plan_tell_errno(
		   plan, name, "unwritable", "cannot be removed");
}

bool
publish_leftover_remove_stale(const struct publish_plan *plan, size_t *removed)
{
	const struct manifest_names *files = &plan->owned.files;
	const struct manifest_names *directories = &plan->owned.directories;
	bool is_fine = true;

	for (size_t i = 0; i < files->count; i++)
		if (!is_in_capsule(plan->capsule, files->list[i]))
			is_fine &= remove_stale_file(
			    plan, files->list[i].ptr, removed);
	for (size_t i = directories->count; i > 0; i--)
		is_fine &=
		    remove_stale_directory(plan, directories->list[i - 1].ptr);
	return is_fine;
}
