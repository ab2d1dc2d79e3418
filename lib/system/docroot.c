#include "docroot.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* Never wait for a FIFO's writer, never get a controlling terminal. */
#define OPEN_FLAGS (O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)

/* A path component cannot be longer on any file system of Linux. */
#define COMPONENT_MAX 255

/* A file that was changed so lately may change again within the same tick. */
#define FRESH_NS 50000000

/* How often to try again when renames disturb the kernel's check. */
#define RACES_MAX 16

struct docroot {
	int fd;
	bool has_openat2;
};

/* Let the kernel resolve the path beneath the root. */
static int
open_beneath(int root_fd, const char *path, int flags)
{
	struct open_how how = {
	    .flags = (unsigned)flags,
	    .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
	};

	int fd;

	/* EAGAIN: something was renamed while a link's ".." was followed. */
	for (int attempt = 0; attempt < RACES_MAX; attempt++) {
		fd = (int)syscall(SYS_openat2, root_fd,
		    *path == '\0' ? "." : path, &how, sizeof how);
		if (fd >= 0 || errno != EAGAIN)
			break;
	}
	return fd;
}

/* Open one component, ${len} bytes of ${name}, without following a link. */
static int
open_component(int at, const char *name, size_t len, int flags)
{
	char component[COMPONENT_MAX + 1];

	if (len > COMPONENT_MAX) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(component, name, len);
	component[len] = '\0';
	/* No path that path.h makes has one, but this is the last line. */
	if (strcmp(component, "..") == 0) {
		errno = EXDEV;
		return -1;
	}
	return openat(at, len == 0 ? "." : component, flags | O_NOFOLLOW);
}

/* Resolve it ourselves, component by component. */
static int
open_by_walking(int root_fd, const char *path, int flags)
{
	int at = root_fd;

	for (;;) {
		size_t len = strcspn(path, "/");
		bool last = path[len] == '\0';
		int fd = open_component(
		    at, path, len, last ? flags : OPEN_FLAGS | O_DIRECTORY);
		int saved = errno;

		if (at != root_fd)
			close(at);
		errno = saved;
		if (fd < 0 || last)
			return fd;
		at = fd;
		path += len + 1;
	}
}

static int
open_at(struct docroot *root, const char *path, int flags)
{
	return root->has_openat2 ? open_beneath(root->fd, path, flags)
				 : open_by_walking(root->fd, path, flags);
}

struct docroot *
docroot_open(const char *directory)
{
	struct docroot *root = malloc(sizeof *root);
	int probe;

	if (root == NULL)
		return NULL;
	root->fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root->fd < 0) {
		free(root);
		return NULL;
	}
	probe = open_beneath(root->fd, "", O_PATH | O_CLOEXEC);
	root->has_openat2 = probe >= 0;
	if (probe >= 0)
		close(probe);
	return root;
}

void
docroot_close(struct docroot *root)
{
	if (root == NULL)
		return;
	close(root->fd);
	free(root);
}

void
docroot_walk(struct docroot *root)
{
	root->has_openat2 = false;
}

int
docroot_fd(const struct docroot *root)
{
	return root->fd;
}

/* The kernel's clock for files ticks every 1 to 10 ms. */
static bool
is_fresh(int64_t changed_ns)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return changed_ns + FRESH_NS >
	       (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void
fill_file(struct docroot_file *file, int fd, const struct stat *st)
{
	file->fd = fd;
	file->identity.device = (uint64_t)st->st_dev;
	file->identity.inode = (uint64_t)st->st_ino;
	file->identity.size = (int64_t)st->st_size;
	file->identity.changed_ns =
	    (int64_t)st->st_ctim.tv_sec * 1000000000 + st->st_ctim.tv_nsec;
	file->identity.fresh = is_fresh(file->identity.changed_ns);
	file->modified_s = (int64_t)st->st_mtim.tv_sec;
}

/* Was the open refused for want of descriptors or memory? */
static enum docroot_verdict
verdict_on_failure(int error)
{
	return error == EMFILE || error == ENFILE || error == ENOMEM
		   ? DOCROOT_STARVED
		   : DOCROOT_MISSING;
}

enum docroot_verdict
docroot_find(struct docroot *root, const char *path, struct docroot_file *file)
{
	enum docroot_verdict verdict = DOCROOT_MISSING;
	struct stat st;
	int fd = open_at(root, path, OPEN_FLAGS);

	if (fd < 0)
		return verdict_on_failure(errno);
	if (fstat(fd, &st) == 0) {
		if (S_ISREG(st.st_mode) && (st.st_mode & S_IROTH) != 0) {
			fill_file(file, fd, &st);
			return DOCROOT_FILE;
		}
		if (S_ISDIR(st.st_mode))
			verdict = DOCROOT_DIRECTORY;
	}
	close(fd);
	return verdict;
}

int
docroot_list(struct docroot *root, const char *path,
    bool (*each)(void *arg, const char *name), void *arg)
{
	int fd = open_at(root, path, OPEN_FLAGS | O_DIRECTORY);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	if (dir == NULL) {
		if (fd >= 0)
			close(fd);
		return -1;
	}
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] != '.' && !each(arg, entry->d_name))
			break;
	}
	closedir(dir);
	return 0;
}

bool
docroot_identity_equal(
    const struct docroot_identity *a, const struct docroot_identity *b)
{
	return !a->fresh && !b->fresh && a->device == b->device &&
	       a->inode == b->inode && a->size == b->size &&
	       a->changed_ns == b->changed_ns;
}
