/*
 * Whose file is it, and is it the same already?
 */
#include "publish_plan.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "local_file.h"

/* Bytes compared at a time. */
#define CHUNK 16384

/* Mode of a published file. */
#define FILE_MODE 0644

void
publish_plan_tell(const struct publish_plan *plan, const char *name,
    const char *code, const char *what)
{
	struct buffer path = BUFFER_EMPTY;

	buffer_append_text(&path, plan->request->directory);
	if (*name != '\0')
		buffer_append_byte(&path, '/');
	buffer_append_text(&path, name);
	buffer_append_byte(&path, '\0');
	diagnostics_add(plan->list, DIAGNOSTIC_ERROR,
	    path.failed ? name : path.ptr, 0, 0, code, "%s", what);
	buffer_free(&path);
}

/* Read exactly ${len} bytes, or up to the end; how many, or -1. */
static ssize_t
read_fully(int fd, char *bytes, size_t len)
{
	size_t done = 0;

	while (done < len) {
		ssize_t count = read(fd, bytes + done, len - done);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return -1;
		if (count == 0)
			break;
		done += (size_t)count;
	}
	return (ssize_t)done;
}

/* Does the open file hold exactly ${content}? */
static bool
holds_content(int fd, struct span content)
{
	char chunk[CHUNK];

	while (content.len > 0) {
		size_t want = content.len < CHUNK ? content.len : CHUNK;

		if (read_fully(fd, chunk, want) != (ssize_t)want ||
		    memcmp(chunk, content.ptr, want) != 0)
			return false;
		content = span_skip(content, want);
	}
	return true;
}

/* Do two open files hold the same? */
static bool
holds_same(int fd, int other)
{
	char chunk[CHUNK], other_chunk[CHUNK];

	for (;;) {
		ssize_t len = read_fully(fd, chunk, CHUNK);
		ssize_t other_len = read_fully(other, other_chunk, CHUNK);

		if (len < 0 || len != other_len ||
		    memcmp(chunk, other_chunk, (size_t)len) != 0)
			return false;
		if (len == 0)
			return true;
	}
}

enum publish_action
publish_plan_compare(
    const struct publish_plan *plan, const struct capsule_file *file)
{
	struct stat status, original_status;
	uint64_t size;
	int original = -1;
	enum publish_action action = PUBLISH_WRITE;
	int fd = openat(plan->directory, file->name.ptr,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);

	if (fd < 0)
		return PUBLISH_WRITE;
	if (fstat(fd, &status) < 0 || !S_ISREG(status.st_mode))
		goto close_fd;
	if (file->is_copy) {
		if (local_file_open(plan->request->folder, file->name.ptr,
			&original, &size) != LOCAL_FILE_OK)
			goto close_fd;
		if (fstat(original, &original_status) == 0 &&
		    original_status.st_dev == status.st_dev &&
		    original_status.st_ino == status.st_ino)
			action = PUBLISH_SELF;
	}
	if (action == PUBLISH_WRITE && (status.st_mode & 07777) == FILE_MODE &&
	    (uint64_t)status.st_size == file->size &&
	    (file->is_copy ? holds_same(fd, original)
			   : holds_content(fd, file->content)))
		action = PUBLISH_KEEP;
	if (original >= 0)
		close(original);
close_fd:
	close(fd);
	return action;
}

/* May the builder write a file of this name?  Tell if not. */
static bool
check_target(const struct publish_plan *plan, const struct capsule_file *file)
{
	struct stat status;
	const char *name = file->name.ptr;

	if (fstatat(plan->directory, name, &status, AT_SYMLINK_NOFOLLOW) < 0)
		return true;
	if (status.st_dev == plan->document.st_dev &&
	    status.st_ino == plan->document.st_ino) {
		publish_plan_tell(plan, name, "file-clash",
		    "this is the document itself; build into another folder");
		return false;
	}
	if (S_ISDIR(status.st_mode)) {
		publish_plan_tell(plan, name, "file-clash",
		    "a folder is where a file must go; remove or rename it");
		return false;
	}
	if (!manifest_has_file(&plan->owned, file->name)) {
		publish_plan_tell(plan, name, "file-clash",
		    "this file was not made by lozenge and stays as it is; "
		    "move it away, or build into another folder");
		return false;
	}
	return true;
}

/* Are the folders above the file real ones, as far as they exist? */
static bool
check_parents(const struct publish_plan *plan, struct span name)
{
	struct buffer parent = BUFFER_EMPTY;
	struct stat status;
	bool is_fine = true;

	for (size_t i = 0; is_fine && i < name.len; i++) {
		if (name.ptr[i] == '/') {
			buffer_append_byte(&parent, '\0');
			if (parent.failed)
				break;
			parent.len--;
			if (fstatat(plan->directory, parent.ptr, &status,
				AT_SYMLINK_NOFOLLOW) < 0)
				break;
			is_fine = S_ISDIR(status.st_mode);
		}
		buffer_append_byte(&parent, name.ptr[i]);
	}
	if (!is_fine)
		publish_plan_tell(plan, name.ptr, "file-clash",
		    "a file or link is where its folder must go; remove or "
		    "rename that");
	buffer_free(&parent);
	return is_fine;
}

/* Decide on each file; false after telling of a clash. */
static bool
plan_files(struct publish_plan *plan)
{
	bool is_fine = true;

	for (size_t i = 0; i < plan->capsule->count; i++) {
		const struct capsule_file *file = &plan->capsule->files[i];

		plan->actions[i] = PUBLISH_WRITE;
		if (plan->directory < 0)
			continue;
		if (span_find(file->name, '/') < file->name.len &&
		    !check_parents(plan, file->name)) {
			is_fine = false;
			continue;
		}
		plan->actions[i] = publish_plan_compare(plan, file);
		if (plan->actions[i] != PUBLISH_SELF)
			is_fine &= check_target(plan, file);
	}
	return is_fine;
}

bool
publish_plan_make(struct publish_plan *plan)
{
	struct stat status;

	plan->actions = calloc(plan->capsule->count + 1, sizeof *plan->actions);
	if (plan->actions == NULL ||
	    stat(plan->request->document, &plan->document) < 0) {
		publish_plan_tell(plan, "", "unwritable", strerror(errno));
		return false;
	}
	if (plan->directory >= 0) {
		plan->was_interrupted =
		    fstatat(plan->directory, PUBLISH_PENDING, &status,
			AT_SYMLINK_NOFOLLOW) == 0;
		if (manifest_read(
			&plan->owned, plan->directory, MANIFEST_NAME) < 0 ||
		    manifest_read(
			&plan->owned, plan->directory, PUBLISH_PENDING) < 0 ||
		    plan->owned.failed) {
			publish_plan_tell(
			    plan, MANIFEST_NAME, "unreadable", strerror(errno));
			return false;
		}
	}
	return plan_files(plan);
}

void
publish_plan_free(struct publish_plan *plan)
{
	free(plan->actions);
	manifest_free(&plan->owned);
}
