#include "beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A path component cannot be longer on any file system of Linux. */
#define COMPONENT_MAX 255

/* How often to try again when renames disturb the kernel's check. */
#define RACES_MAX 16

/* What the kernel is to refuse on the way. */
static uint64_t
resolve_flags(enum beneath_links links)
{
	switch (links) {
	case BENEATH_FOLLOW_LINKS:
		return RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
	case BENEATH_NO_LINKS:
		return RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
	}
	return RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
}

/* Let the kernel resolve the path beneath the root. */
static int
open_by_kernel(const struct beneath *root, const char *path, int flags,
    mode_t mode, enum beneath_links links)
{
	struct open_how how = {
	    .flags = (unsigned)flags,
	    .mode = mode,
	    .resolve = resolve_flags(links),
	};
	int fd = -1;

	/* EAGAIN: something was renamed while a link's ".." was followed. */
	for (int attempt = 0; attempt < RACES_MAX; attempt++) {
		fd = (int)syscall(SYS_openat2, root->fd,
		    *path == '\0' ? "." : path, &how, sizeof how);
		if (fd >= 0 || errno != EAGAIN)
			break;
	}
	return fd;
}

/* Open one component, ${len} bytes of ${name}, without following a link. */
static int
open_component(int at, const char *name, size_t len, int flags, mode_t mode)
{
	char component[COMPONENT_MAX + 1];

	if (len > COMPONENT_MAX) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(component, name, len);
	component[len] = '\0';
	if (strcmp(component, "..") == 0) {
		errno = EXDEV;
		return -1;
	}
	return openat(at, len == 0 ? "." : component, flags | O_NOFOLLOW, mode);
}

/* Resolve it ourselves, component by component. */
static int
open_by_walking(
    const struct beneath *root, const char *path, int flags, mode_t mode)
{
	int at = root->fd;

	for (;;) {
		size_t len = strcspn(path, "/");
		bool last = path[len] == '\0';
		int fd = open_component(at, path, len,
		    last ? flags : O_PATH | O_DIRECTORY | O_CLOEXEC,
		    last ? mode : 0);
		int saved = errno;

		if (at != root->fd)
			close(at);
		errno = saved;
		if (fd < 0 || last)
			return fd;
		at = fd;
		path += len + 1;
	}
}

int
beneath_open(const struct beneath *root, const char *path, int flags,
    mode_t mode, enum beneath_links links)
{
	return root->has_openat2
		   ? open_by_kernel(root, path, flags, mode, links)
		   : open_by_walking(root, path, flags, mode);
}

void
beneath_leave(struct beneath *root)
{
	if (root->fd >= 0)
		close(root->fd);
	root->fd = -1;
}

/* A kernel without the call, or a filter of system calls that is older. */
static bool
is_lacking(int error)
{
	return error == ENOSYS || error == EPERM;
}

int
beneath_enter(struct beneath *root, const char *directory)
{
	int probe, error;

	root->fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root->fd < 0)
		return -1;
	probe = open_by_kernel(
	    root, "", O_PATH | O_CLOEXEC, 0, BENEATH_FOLLOW_LINKS);
	if (probe < 0 && !is_lacking(errno))
		goto leave;
	root->has_openat2 = probe >= 0;
	if (probe >= 0)
		close(probe);
	return 0;

leave:
	error = errno;
	beneath_leave(root);
	errno = error;
	return -1;
}
