/*
 * The steps of publishing, each of which may be the last.
 */
#include "publish.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "beneath_entry.h"
#include "progress.h"
#include "publish_file.h"
#include "publish_leftover.h"
#include "publish_plan.h"

/* How long another build of the same capsule is waited for. */
#define LOCK_WAIT_MS 10000
#define LOCK_POLL_MS 20

static bool
tell_unwritable(const struct publish_plan *plan, const char *name)
{
	return publish_plan_tell_errno(
	    plan, name, "unwritable", "cannot be written");
}

/* Make the directory ${path} and those above it; -1 and errno. */
static int
make_directories(const char *path)
{
	struct buffer part = BUFFER_EMPTY;
	int result = 0;

	for (size_t i = 0; result == 0; i++) {
		if (i > 0 && (path[i] == '/' || path[i] == '\0')) {
			buffer_append_byte(&part, '\0');
			part.len--;
			if (mkdir(part.ptr, PUBLISH_FOLDER_MODE) < 0 &&
			    errno != EEXIST)
				result = -1;
		}
		if (path[i] == '\0')
			break;
		buffer_append_byte(&part, path[i]);
	}
	buffer_free(&part);
	return result;
}

/* Enter the capsule's directory, made if need be; -1 and errno. */
static int
enter_directory(struct beneath *root, const struct publish_request *request)
{
	if (beneath_enter(root, request->directory) == 0)
		return 0;
	if (errno != ENOENT || request->is_check ||
	    make_directories(request->directory) < 0)
		return -1;
	return beneath_enter(root, request->directory);
}

/* Wait for our turn; the lock goes with the descriptor. */
static int
lock_directory(int fd)
{
	const struct timespec pause = {.tv_nsec = LOCK_POLL_MS * 1000000};

	for (int waited = 0; flock(fd, LOCK_EX | LOCK_NB) < 0;
	     waited += LOCK_POLL_MS) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return -1;
		if (waited >= LOCK_WAIT_MS) {
			errno = EWOULDBLOCK;
			return -1;
		}
		nanosleep(&pause, NULL);
	}
	return 0;
}

/* The temporary name of a file of the capsule. */
static const char *
temporary_name(struct publish_plan *plan, size_t index)
{
	return publish_file_temporary(
	    &plan->scratch, plan->capsule->files[index].name, index);
}

/* Write a manifest and give it its name. */
static bool
write_manifest(
    const struct publish_plan *plan, const char *name, struct span manifest)
{
	const struct capsule_file file = {.content = manifest};
	const struct beneath *root = &plan->root;

	if (publish_file_write(root, PUBLISH_UNNAMED, &file) < 0)
		return tell_unwritable(plan, name);
	if (beneath_entry_rename(root, PUBLISH_UNNAMED, name) < 0) {
		tell_unwritable(plan, name);
		beneath_entry_unlink(root, PUBLISH_UNNAMED);
		return false;
	}
	return true;
}

/*
 * An earlier build was interrupted: remove what it left, and keep its list,
 * which ours is about to replace, in the manifest.
 */
static bool
recover(const struct publish_plan *plan)
{
	const struct manifest *owned = &plan->owned;
	struct buffer text = BUFFER_EMPTY;

	if (!publish_leftover_remove_temporary(plan))
		return false;
	buffer_append(&text, plan->request->about);
	for (size_t i = 0; i < owned->files.count; i++)
		manifest_line(&text, "file", owned->files.list[i]);
	for (size_t i = 0; i < owned->directories.count; i++)
		manifest_line(&text, "directory", owned->directories.list[i]);
	bool is_fine = write_manifest(plan, MANIFEST_NAME, buffer_span(&text));
	buffer_free(&text);
	return is_fine;
}

/* Make the folders that are not there yet. */
static bool
make_folders(const struct publish_plan *plan)
{
	for (size_t i = 0; i < plan->folder_count; i++)
		if (plan->folders[i].is_new &&
		    beneath_entry_make_directory(&plan->root,
			plan->folders[i].path, PUBLISH_FOLDER_MODE) < 0)
			return tell_unwritable(plan, plan->folders[i].path);
	return true;
}

/* Write every file that is new or different beside its target. */
static bool
write_files(struct publish_plan *plan)
{
	for (size_t i = 0; i < plan->capsule->count; i++) {
		const struct capsule_file *file = &plan->capsule->files[i];

		progress_step(plan->request->progress, "writing files", i,
		    plan->capsule->count);
		if (plan->actions[i] == PUBLISH_WRITE &&
		    publish_file_write(
			&plan->root, temporary_name(plan, i), file) < 0)
			return tell_unwritable(plan, file->name.ptr);
	}
	progress_step(plan->request->progress, "waiting for the disk", 0, 0);
	return syncfs(plan->root.fd) == 0 || tell_unwritable(plan, "");
}

/* Remove the temporary files that are left; is none? */
static bool
remove_temporary(struct publish_plan *plan)
{
	bool is_fine = true;

	for (size_t i = 0; i < plan->capsule->count; i++)
		if (plan->actions[i] == PUBLISH_WRITE &&
		    beneath_entry_unlink(&plan->root, temporary_name(plan, i)) <
			0)
			is_fine &= errno == ENOENT;
	return is_fine;
}

/*
 * Take back what has been written; the capsule is as it was.  What cannot be
 * taken back the next build finds on the list.
 */
static void
undo(struct publish_plan *plan)
{
	bool is_fine = remove_temporary(plan);

	for (size_t i = plan->folder_count; i > 0; i--)
		if (plan->folders[i - 1].is_new &&
		    beneath_entry_remove_directory(
			&plan->root, plan->folders[i - 1].path) < 0)
			is_fine &= errno == ENOENT;
	if (is_fine)
		beneath_entry_unlink(&plan->root, PUBLISH_PENDING);
}

static bool
rename_files(struct publish_plan *plan, struct publish_result *result)
{
	for (size_t i = 0; i < plan->capsule->count; i++) {
		const char *name = plan->capsule->files[i].name.ptr;

		if (plan->actions[i] != PUBLISH_WRITE)
			continue;
		if (beneath_entry_rename(
			&plan->root, temporary_name(plan, i), name) < 0)
			return tell_unwritable(plan, name);
		result->written++;
	}
	return true;
}

/* Is everything in the directory as it would be afterwards? */
static bool
is_up_to_date(const struct publish_plan *plan, struct span manifest)
{
	const struct capsule_file file = {
	    .name = SPAN(MANIFEST_NAME),
	    .content = manifest,
	    .size = manifest.len,
	};

	for (size_t i = 0; i < plan->capsule->count; i++)
		if (plan->actions[i] == PUBLISH_WRITE)
			return false;
	return !plan->was_interrupted && publish_leftover_find(plan) == 0 &&
	       publish_compare(&plan->root, &file) == PUBLISH_KEEP;
}

/* Carry out the plan. */
static bool
carry_out(struct publish_plan *plan, struct span manifest,
    struct publish_result *result)
{
	if (plan->was_interrupted && !recover(plan))
		return false;
	/* From here on an interrupted build's files are known to the next. */
	if (!write_manifest(plan, PUBLISH_PENDING, manifest))
		return false;
	if (!make_folders(plan) || !write_files(plan)) {
		undo(plan);
		return false;
	}
	if (!rename_files(plan, result)) {
		remove_temporary(plan);
		return false;
	}
	if (!publish_leftover_remove_stale(plan, &result->removed))
		return false;
	return beneath_entry_rename(
		   &plan->root, PUBLISH_PENDING, MANIFEST_NAME) == 0 ||
	       tell_unwritable(plan, MANIFEST_NAME);
}

/* Plan and carry out, in a directory that is open and locked. */
static bool
publish_into(struct publish_plan *plan, struct publish_result *result)
{
	struct buffer manifest = BUFFER_EMPTY;
	bool is_fine = true;

	if (!publish_plan_make(plan))
		return false;
	if (plan->request->is_check)
		return true;
	publish_plan_manifest(plan, &manifest);
	if (!is_up_to_date(plan, buffer_span(&manifest)))
		is_fine = carry_out(plan, buffer_span(&manifest), result);
	buffer_free(&manifest);
	return is_fine;
}

/* The same, once it is our turn. */
static bool
publish_in_turn(struct publish_plan *plan, struct publish_result *result)
{
	if (plan->request->is_check || lock_directory(plan->root.fd) == 0)
		return publish_into(plan, result);
	if (errno == EWOULDBLOCK)
		return publish_plan_tell(plan, "", "unwritable",
		    "another build of this capsule is still at work");
	return publish_plan_tell_errno(
	    plan, "", "unwritable", "cannot be locked");
}

bool
publish_capsule(const struct capsule *capsule,
    const struct publish_request *request, struct publish_result *result,
    struct diagnostics *list)
{
	struct publish_plan plan = {
	    .capsule = capsule,
	    .request = request,
	    .list = list,
	};
	/* Modes are right from the first moment on: no one sees others. */
	mode_t umask_before = umask(0777 & ~PUBLISH_FOLDER_MODE);
	bool is_fine;

	*result = (struct publish_result){0};
	if (enter_directory(&plan.root, request) < 0 &&
	    !(request->is_check && errno == ENOENT))
		is_fine = tell_unwritable(&plan, "");
	else
		is_fine = publish_in_turn(&plan, result);
	publish_plan_free(&plan);
	beneath_leave(&plan.root);
	umask(umask_before);
	return is_fine;
}
