/*
 * Whether the workers may read a file.  See config_access.h.
 */
#include "config_access.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "config.h"
#include "errand.h"
#include "span.h"
#include "user.h"

/* A file to be opened, and by whom. */
struct attempt {
	int dir_fd;
	const char *name;
	bool becomes; /* another user, as one that was started as root does */
	struct user user;
};

/* The path without slashes at its end. */
static struct span
trim_path(const char *path)
{
	struct span text = span_from(path);

	while (text.len > 1 && text.ptr[text.len - 1] == '/')
		text.len--;
	return text;
}

bool
config_access_directory(struct buffer *out, const char *path)
{
	struct span text = trim_path(path);
	size_t slash = span_find_last(text, '/');

	if (slash == text.len)
		buffer_append_text(out, ".");
	else
		buffer_append(
		    out, (struct span){text.ptr, slash > 0 ? slash : 1});
	buffer_append_byte(out, '\0');
	return !out->failed;
}

static int
open_as_worker(void *work, struct failure *failure)
{
	struct attempt *attempt = work;
	int fd;

	if (attempt->becomes && user_become(&attempt->user, failure) != 0)
		return -1;
	fd = openat(attempt->dir_fd, attempt->name,
	    O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return failure_set(failure, errno, "%s", strerror(errno));
	close(fd);
	return 0;
}

int
config_access_try(const struct config *config, const char *path)
{
	struct attempt attempt = {.becomes = geteuid() == 0};
	struct buffer directory = BUFFER_EMPTY;
	struct failure failure;
	const char *slash = strrchr(path, '/');
	int result = -1, error;

	attempt.name = slash != NULL ? slash + 1 : path;
	attempt.dir_fd = -1;
	if (!config_access_directory(&directory, path))
		errno = ENOMEM;
	else
		attempt.dir_fd =
		    open(directory.ptr, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (attempt.dir_fd >= 0 &&
	    (!attempt.becomes ||
		user_find(&attempt.user, config->user, &failure) == 0))
		result = errand_run(
		    open_as_worker, &attempt, sizeof attempt, &failure);
	error = errno;
	if (attempt.dir_fd >= 0)
		close(attempt.dir_fd);
	buffer_free(&directory);
	errno = error;
	return result;
}
