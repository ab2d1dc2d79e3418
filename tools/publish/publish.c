/*
 * The steps of publishing, each of which may be the last.
 */
#include "publish.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "publish_file.h"
#include "publish_plan.h"

/* How long another build of the same capsule is waited for. */
#define LOCK_WAIT_MS 10000
#define LOCK_POLL_MS 20

static bool
tell_errno(const struct publish_plan *plan, const char *name)
{
	struct buffer what = BUFFER_EMPTY;

	buffer_printf(&what, "cannot be written: %s", strerror(errno));
	buffer_append_byte(&what, '\0');
	publish_plan_tell(plan, name, "unwritable",
	    what.failed ? "cannot be written" : what.ptr);
	buffer_free(&what);
	return false;
}

/* Open the capsule's directory, made if need be; -1 and errno. */
static int
open_directory(const struct publish_request *request)
{
	const char *path = request->directory;
	int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
	int fd = open(path, flags);

	if (fd >= 0 || errno != ENOENT || request->is_check)
		return fd;

	if (publish_file_make_parents(AT_FDCWD, path) < 0 ||
	    (publish_file_make_directory(AT_FDCWD, path) < 0 &&
		errno != EEXIST))
		return -1;
	return open(path, flags);
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

/* Does the directory belong to the builder, or will it? */
static bool
is_our_directory(const struct publish_plan *plan, const char *path)
{
	const struct manifest_names *known = &plan->owned.directories;

	for (size_t i = 0; i < known->count; i++)
		if (strcmp(known->list[i].ptr, path) == 0)
			return true;
	return faccessat(plan->directory, path, F_OK, AT_SYMLINK_NOFOLLOW) < 0;
}

/*
 * Append the directories of ours that ${name} is in, less those that the file
 * listed before it, ${before}, is in as well.
 */
static void
append_directories(struct buffer *out, const struct publish_plan *plan,
    struct span name, struct span before)
{
	struct buffer path = BUFFER_EMPTY;

	for (size_t i = 0; i < name.len; i++) {
		bool is_known =
		    i < before.len && memcmp(before.ptr, name.ptr, i + 1) == 0;

		if (name.ptr[i] != '/' || is_known)
			continue;
		buffer_clear(&path);
		buffer_append(&path, (struct span){name.ptr, i});
		buffer_append_byte(&path, '\0');
		if (!path.failed && is_our_directory(plan, path.ptr))
			manifest_line(
			    out, "directory", (struct span){name.ptr, i});
	}
	buffer_free(&path);
}

/* What the manifest says once this capsule is published. */
static void
append_manifest(struct buffer *out, const struct publish_plan *plan)
{
	const struct capsule *capsule = plan->capsule;
	struct span before = SPAN("");

	manifest_line(out, "lang", plan->request->lang);
	for (size_t i = 0; i < capsule->count; i++)
		if (plan->actions[i] != PUBLISH_SELF)
			manifest_line(out, "file", capsule->files[i].name);
	for (size_t i = 0; i < capsule->count; i++) {
		if (plan->actions[i] == PUBLISH_SELF)
			continue;
		append_directories(out, plan, capsule->files[i].name, before);
		before = capsule->files[i].name;
	}
}

/* How many files of earlier builds this capsule has not. */
static size_t
count_stale(const struct publish_plan *plan)
{
	size_t stale = 0;

	for (size_t i = 0; i < plan->owned.files.count; i++)
		stale +=
		    !is_in_capsule(plan->capsule, plan->owned.files.list[i]);
	return stale;
}

/* Remove them, and directories of ours that are then empty. */
static void
remove_stale(const struct publish_plan *plan, struct publish_result *result)
{
	const struct manifest_names *files = &plan->owned.files;
	const struct manifest_names *directories = &plan->owned.directories;
	struct stat status;

	for (size_t i = 0; i < files->count; i++) {
		const char *name = files->list[i].ptr;

		if (is_in_capsule(plan->capsule, files->list[i]) ||
		    fstatat(plan->directory, name, &status,
			AT_SYMLINK_NOFOLLOW) < 0 ||
		    (status.st_dev == plan->document.st_dev &&
			status.st_ino == plan->document.st_ino))
			continue;
		if (unlinkat(plan->directory, name, 0) == 0)
			result->removed++;
	}
	for (size_t i = directories->count; i > 0; i--)
		unlinkat(plan->directory, directories->list[i - 1].ptr,
		    AT_REMOVEDIR);
}

/* Write a manifest and give it its name. */
static bool
write_manifest(
    const struct publish_plan *plan, const char *name, struct span manifest)
{
	const struct capsule_file file = {.content = manifest};
	struct buffer path = BUFFER_EMPTY;
	const char *temporary = publish_file_temporary(
	    &path, span_from(name), plan->capsule->count);
	int result = publish_file_write(
	    plan->directory, plan->request->folder, temporary, &file);

	if (result == 0)
		result =
		    renameat(plan->directory, temporary, plan->directory, name);
	buffer_free(&path);
	return result == 0 || tell_errno(plan, name);
}

/*
 * An earlier build was killed: remove what it left, and keep its list, which
 * ours is about to replace, in the manifest.
 */
static bool
recover(const struct publish_plan *plan)
{
	const struct manifest *owned = &plan->owned;
	struct buffer text = BUFFER_EMPTY;

	publish_file_remove_leftovers(plan->directory, &owned->files);
	manifest_line(&text, "lang", plan->request->lang);
	for (size_t i = 0; i < owned->files.count; i++)
		manifest_line(&text, "file", owned->files.list[i]);
	for (size_t i = 0; i < owned->directories.count; i++)
		manifest_line(&text, "directory", owned->directories.list[i]);
	if (text.failed)
		errno = ENOMEM;
	bool is_fine = text.failed ? tell_errno(plan, MANIFEST_NAME)
				   : write_manifest(plan, MANIFEST_NAME,
					 buffer_span(&text));
	buffer_free(&text);
	return is_fine;
}

/* Write every file that is new or different beside its target. */
static bool
write_files(const struct publish_plan *plan)
{
	struct buffer path = BUFFER_EMPTY;
	bool is_fine = true;

	for (size_t i = 0; is_fine && i < plan->capsule->count; i++) {
		const struct capsule_file *file = &plan->capsule->files[i];

		if (plan->actions[i] != PUBLISH_WRITE)
			continue;
		if (publish_file_make_parents(plan->directory, file->name.ptr) <
			0 ||
		    publish_file_write(plan->directory, plan->request->folder,
			publish_file_temporary(&path, file->name, i), file) < 0)
			is_fine = tell_errno(plan, file->name.ptr);
	}
	buffer_free(&path);
	return is_fine;
}

/* Take back what has been written; the capsule is as it was. */
static void
undo(const struct publish_plan *plan)
{
	struct buffer path = BUFFER_EMPTY;

	for (size_t i = 0; i < plan->capsule->count; i++)
		unlinkat(plan->directory,
		    publish_file_temporary(
			&path, plan->capsule->files[i].name, i),
		    0);
	buffer_free(&path);
	unlinkat(plan->directory, PUBLISH_PENDING, 0);
}

static bool
rename_files(const struct publish_plan *plan, struct publish_result *result)
{
	struct buffer path = BUFFER_EMPTY;
	bool is_fine = true;

	for (size_t i = 0; is_fine && i < plan->capsule->count; i++) {
		const struct capsule_file *file = &plan->capsule->files[i];

		if (plan->actions[i] != PUBLISH_WRITE)
			continue;
		if (renameat(plan->directory,
			publish_file_temporary(&path, file->name, i),
			plan->directory, file->name.ptr) < 0)
			is_fine = tell_errno(plan, file->name.ptr);
		else
			result->written++;
	}
	buffer_free(&path);
	return is_fine;
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
	return !plan->was_interrupted && count_stale(plan) == 0 &&
	       publish_plan_compare(plan, &file) == PUBLISH_KEEP;
}

/* Carry out the plan. */
static bool
carry_out(const struct publish_plan *plan, struct span manifest,
    struct publish_result *result)
{
	if (plan->was_interrupted && !recover(plan))
		return false;
	/* From here on a killed build's files are known to the next. */
	if (!write_manifest(plan, PUBLISH_PENDING, manifest))
		return false;
	if (!write_files(plan)) {
		undo(plan);
		return false;
	}
	if (syncfs(plan->directory) < 0) {
		tell_errno(plan, "");
		undo(plan);
		return false;
	}
	if (!rename_files(plan, result))
		return false;
	remove_stale(plan, result);
	if (renameat(plan->directory, PUBLISH_PENDING, plan->directory,
		MANIFEST_NAME) < 0)
		return tell_errno(plan, MANIFEST_NAME);
	return true;
}

/* Plan and carry out, in a directory that is open and locked. */
static bool
publish_into(struct publish_plan *plan, struct publish_result *result)
{
	struct buffer manifest = BUFFER_EMPTY;

	if (!publish_plan_make(plan))
		return false;
	if (plan->request->is_check)
		return true;
	append_manifest(&manifest, plan);
	bool is_fine = !manifest.failed;
	if (!is_fine) {
		errno = ENOMEM;
		tell_errno(plan, MANIFEST_NAME);
	} else if (!is_up_to_date(plan, buffer_span(&manifest))) {
		is_fine = carry_out(plan, buffer_span(&manifest), result);
	}
	buffer_free(&manifest);
	return is_fine;
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
	    .directory = open_directory(request),
	};
	bool is_fine = false;

	*result = (struct publish_result){0};
	if (plan.directory < 0 && !(request->is_check && errno == ENOENT))
		tell_errno(&plan, "");
	else if (plan.directory >= 0 && !request->is_check &&
		 lock_directory(plan.directory) < 0)
		publish_plan_tell(&plan, "", "unwritable",
		    "another build of this capsule is still at work");
	else
		is_fine = publish_into(&plan, result);
	publish_plan_free(&plan);
	if (plan.directory >= 0)
		close(plan.directory);
	return is_fine;
}
