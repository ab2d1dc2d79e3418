#include "watched_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "log.h"
#include "loop.h"
#include "span.h"

#define RECHECK_MS 1000

int
watched_file_open(
    struct watched_file *file, const char *path, struct failure *failure)
{
	size_t len, slash;
	char *directory;

	*file = (struct watched_file){.dir_fd = -1, .path = path, .name = path};
	if (path == NULL)
		return 0;
	len = strlen(path);
	slash = span_find_last(span_from(path), '/');
	if (slash == len)
		directory = strdup(".");
	else
		directory = strndup(path, slash == 0 ? 1 : slash);
	if (directory == NULL)
		return failure_set(failure, ENOMEM, "out of memory");
	if (slash < len)
		file->name = path + slash + 1;
	file->dir_fd = open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (file->dir_fd < 0)
		failure_set(failure, errno, "cannot open %s: %s", directory,
		    strerror(errno));
	free(directory);
	return file->dir_fd < 0 ? -1 : 0;
}

void
watched_file_close(struct watched_file *file)
{
	if (file->dir_fd >= 0)
		close(file->dir_fd);
	file->dir_fd = -1;
}

bool
watched_file_is_due(struct watched_file *file)
{
	uint64_t now_ms = loop_now_ms();

	if (file->checked_ms != 0 && now_ms - file->checked_ms < RECHECK_MS)
		return false;
	file->checked_ms = now_ms;
	return true;
}

static struct docroot_identity
identity_of(const struct stat *st)
{
	return (struct docroot_identity){
	    .device = (uint64_t)st->st_dev,
	    .inode = (uint64_t)st->st_ino,
	    .size = (int64_t)st->st_size,
	    .changed_ns =
		(int64_t)st->st_ctim.tv_sec * 1000000000 + st->st_ctim.tv_nsec,
	};
}

bool
watched_file_has_changed(struct watched_file *file)
{
	struct docroot_identity identity = {0};
	struct stat st;

	if (fstatat(file->dir_fd, file->name, &st, 0) == 0)
		identity = identity_of(&st);
	if (identity.inode != 0 &&
	    docroot_identity_equal(&identity, &file->identity))
		return false;
	file->identity = identity;
	return true;
}

int
watched_file_read(const struct watched_file *file, struct small_file *content,
    struct failure *failure)
{
	if (small_file_read_at(content, file->dir_fd, file->name,
		SMALL_FILE_PUBLIC, failure) == 0)
		return 0;
	return failure_set(failure, errno, "cannot read %s: %s", file->path,
	    errno == EINVAL ? "not a regular file" : strerror(errno));
}

int
watched_file_try(const struct watched_file *file, struct failure *failure)
{
	struct small_file content;

	if (file->dir_fd < 0)
		return 0;
	if (watched_file_read(file, &content, failure) != 0)
		return -1;
	small_file_free(&content);
	return 0;
}

void
watched_file_forget(struct watched_file *file)
{
	file->identity = (struct docroot_identity){0};
}

void
watched_file_report(struct watched_file *file, struct log *log,
    const struct failure *failure, int error)
{
	if (log != NULL && (error == EINVAL || error != file->reported))
		log_message(log,
		    "%s; until that is mended nobody is let in by it",
		    failure->text);
	file->reported = error;
}
