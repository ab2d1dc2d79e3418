/*
 * Only ENOENT is absence: what cannot be looked at is not taken for missing.
 */
#include "publish_plan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "beneath_entry.h"
#include "publish_file.h"
#include "search_path.h"

bool
publish_plan_tell(const struct publish_plan *plan, const char *name,
    const char *code, const char *what)
{
	struct buffer path = BUFFER_EMPTY;

	buffer_append_text(&path, plan->request->directory);
	if (*name != '\0')
		buffer_append_byte(&path, '/');
	buffer_append_text(&path, name);
	buffer_append_byte(&path, '\0');
	diagnostics_add(
	    plan->list, DIAGNOSTIC_ERROR, path.ptr, 0, 0, code, "%s", what);
	buffer_free(&path);
	return false;
}

bool
publish_plan_tell_errno(const struct publish_plan *plan, const char *name,
    const char *code, const char *what)
{
	struct buffer message = BUFFER_EMPTY;

	buffer_printf(&message, "%s: %s", what, strerror(errno));
	buffer_append_byte(&message, '\0');
	publish_plan_tell(plan, name, code, message.ptr);
	buffer_free(&message);
	return false;
}

bool
publish_plan_is_source(
    const struct publish_plan *plan, const struct stat *status)
{
	for (size_t i = 0; i < plan->request->source_count; i++)
		if (status->st_dev == plan->sources[i].st_dev &&
		    status->st_ino == plan->sources[i].st_ino)
			return true;
	return false;
}

/* Look at ${name}: 1 if it is there, 0 if not; -1, and told, if unknown. */
static int
look_at(const struct publish_plan *plan, const char *name, struct stat *status)
{
	if (plan->root.fd < 0)
		return 0;
	if (beneath_entry_stat(&plan->root, name, status) == 0)
		return 1;
	if (errno == ENOENT)
		return 0;
	publish_plan_tell_errno(
	    plan, name, "unreadable", "cannot be looked at");
	return -1;
}

/* May the builder replace what stands at the name of the file? */
static bool
check_target(const struct publish_plan *plan, const struct capsule_file *file,
    const struct stat *status)
{
	const char *name = file->name.ptr;

	if (publish_plan_is_source(plan, status))
		return publish_plan_tell(plan, name, "file-clash",
		    "this is the document itself; build into another folder");
	if (S_ISDIR(status->st_mode))
		return publish_plan_tell(plan, name, "file-clash",
		    "a folder is where a file must go; remove or rename it");
	/* An index is always ours: "lozenge index" makes it too. */
	if (!manifest_has_file(&plan->owned, file->name) &&
	    !span_equal(file->name, SPAN(SEARCH_INDEX_NAME)))
		return publish_plan_tell(plan, name, "file-clash",
		    "this file was not made by lozenge and stays as it is; "
		    "move it away, or build into another folder");
	return true;
}

/* What is to be known of the folder at ${path}. */
static struct publish_folder
look_at_folder(const struct publish_plan *plan, char *path)
{
	struct stat status;
	int found = look_at(plan, path, &status);
	bool is_clash = found > 0 && !S_ISDIR(status.st_mode);

	if (is_clash)
		publish_plan_tell(plan, path, "file-clash",
		    "a file or link is where a folder must go; remove or "
		    "rename it");
	return (struct publish_folder){
	    .path = path,
	    .is_new = found == 0,
	    .is_ours = found == 0 ||
		       manifest_has_directory(&plan->owned, span_from(path)),
	    .is_blocked = found < 0 || is_clash,
	};
}

/* Is ${folder} the first ${len} bytes of the name, or in that folder? */
static bool
is_within(const struct publish_folder *folder, struct span name, size_t len)
{
	struct span path = span_from(folder->path);

	return path.len >= len && memcmp(path.ptr, name.ptr, len) == 0 &&
	       (path.len == len || path.ptr[len] == '/');
}

/*
 * Take the folders that the file is in, from the outermost on.  Files come
 * sorted: what is in one folder lies together, so the last one tells what is
 * known.  False if one of them is blocked.
 */
static bool
take_folders(struct publish_plan *plan, struct span name)
{
	for (size_t i = 0; i < name.len; i++) {
		size_t count = plan->folder_count;
		struct buffer path = BUFFER_EMPTY;

		if (name.ptr[i] != '/')
			continue;
		if (count == 0 ||
		    !is_within(&plan->folders[count - 1], name, i)) {
			buffer_append(&path, (struct span){name.ptr, i});
			buffer_append_byte(&path, '\0');
			plan->folders = reallocarray(
			    plan->folders, count + 1, sizeof *plan->folders);
			plan->folders[count] = look_at_folder(plan, path.ptr);
			plan->folder_count++;
		}
		if (plan->folders[plan->folder_count - 1].is_blocked)
			return false;
	}
	return true;
}

/* Decide on one file; false after telling of a clash. */
static bool
plan_file(struct publish_plan *plan, size_t index)
{
	const struct capsule_file *file = &plan->capsule->files[index];
	struct stat status;

	plan->actions[index] = PUBLISH_WRITE;
	if (!take_folders(plan, file->name))
		return false;

	int found = look_at(plan, file->name.ptr, &status);
	if (found <= 0)
		return found == 0;
	plan->actions[index] = publish_compare(&plan->root, file);
	return plan->actions[index] == PUBLISH_SELF ||
	       check_target(plan, file, &status);
}

/* Find out what earlier builds made, and whether the last was killed. */
static bool
read_manifests(struct publish_plan *plan)
{
	static const char *const names[] = {MANIFEST_NAME, PUBLISH_PENDING};
	struct stat status;
	int pending = look_at(plan, PUBLISH_PENDING, &status);
	int unnamed = look_at(plan, PUBLISH_UNNAMED, &status);

	if (pending < 0 || unnamed < 0)
		return false;
	plan->was_interrupted = pending > 0 || unnamed > 0;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (manifest_read(&plan->owned, &plan->root, names[i]) < 0)
			return publish_plan_tell_errno(
			    plan, names[i], "unreadable", "cannot be read");
	return true;
}

/* Find out which files the documents are. */
static bool
find_sources(struct publish_plan *plan)
{
	const struct publish_request *request = plan->request;

	plan->sources =
	    calloc(request->source_count + 1, sizeof *plan->sources);
	for (size_t i = 0; i < request->source_count; i++)
		if (stat(request->sources[i], &plan->sources[i]) < 0)
			return publish_plan_tell_errno(
			    plan, "", "unwritable", request->sources[i]);
	return true;
}

bool
publish_plan_make(struct publish_plan *plan)
{
	bool is_fine = true;

	plan->actions = calloc(plan->capsule->count + 1, sizeof *plan->actions);
	if (!find_sources(plan))
		return false;
	if (plan->root.fd >= 0 && !read_manifests(plan))
		return false;
	for (size_t i = 0; i < plan->capsule->count; i++) {
		is_fine &= plan_file(plan, i);
		publish_file_temporary(
		    &plan->scratch, plan->capsule->files[i].name, i);
	}
	return is_fine;
}

void
publish_plan_manifest(const struct publish_plan *plan, struct buffer *out)
{
	buffer_append(out, plan->request->about);
	for (size_t i = 0; i < plan->capsule->count; i++)
		if (plan->actions[i] != PUBLISH_SELF)
			manifest_line(
			    out, "file", plan->capsule->files[i].name);
	for (size_t i = 0; i < plan->folder_count; i++)
		if (plan->folders[i].is_ours)
			manifest_line(
			    out, "directory", span_from(plan->folders[i].path));
}

void
publish_plan_free(struct publish_plan *plan)
{
	for (size_t i = 0; i < plan->folder_count; i++)
		free(plan->folders[i].path);
	free(plan->folders);
	free(plan->actions);
	free(plan->sources);
	buffer_free(&plan->scratch);
	manifest_free(&plan->owned);
}
