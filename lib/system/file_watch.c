#include "file_watch.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

/* A file that is written anew, moved here, or linked here; and the directory
 * moved away itself.  That it was deleted is told in any case. */
#define WATCHED                                                                \
	(IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_MOVE_SELF | IN_ONLYDIR)

int
file_watch_open(void)
{
	return inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
}

int
file_watch_add(int watch_fd, const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t len = slash == NULL ? 0 : (size_t)(slash - path);
	char directory[PATH_MAX];

	if (len >= sizeof directory) {
		errno = ENAMETOOLONG;
		return -1;
	}
	/* "/file" lies in "/", "file" in ".". */
	if (len == 0)
		directory[len++] = slash == NULL ? '.' : '/';
	else
		memcpy(directory, path, len);
	directory[len] = '\0';
	return inotify_add_watch(watch_fd, directory, WATCHED) < 0 ? -1 : 0;
}

bool
file_watch_drain(int watch_fd)
{
	_Alignas(struct inotify_event) char events[4096];
	bool changed = false;

	while (read(watch_fd, events, sizeof events) > 0)
		changed = true;
	return changed;
}
