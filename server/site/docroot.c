#include "docroot.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "beneath.h"

/* Never wait for a FIFO's writer, never get a controlling terminal. */
#define OPEN_FLAGS (O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)

/* A file that was changed so lately may change again within the same tick. */
#define FRESH_NS 50000000

struct docroot {
	struct beneath beneath;
};

static int
open_at(struct docroot *root, const char *path, int flags)
{
	return beneath_open(
	    &root->beneath, path, flags, 0, BENEATH_FOLLOW_LINKS);
}

struct docroot *
docroot_open(const char *directory)
{
	struct docroot *root = malloc(sizeof *root);

	if (root == NULL)
		return NULL;
	if (beneath_enter(&root->beneath, directory) != 0) {
		free(root);
		return NULL;
	}
	return root;
}

void
docroot_close(struct docroot *root)
{
	if (root == NULL)
		return;
	beneath_leave(&root->beneath);
	free(root);
}

void
docroot_walk(struct docroot *root)
{
	root->beneath.has_openat2 = false;
}

int
docroot_fd(const struct docroot *root)
{
	return root->beneath.fd;
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

/*
 * These say that there is nothing for us; any other, as when descriptors or
 * memory are used up or a disk fails, that it cannot be told.
 */
static enum docroot_verdict
verdict_on_failure(int error)
{
	static const int absence[] = {ENOENT, ENOTDIR, EACCES, EPERM, ELOOP,
	    EXDEV, ENAMETOOLONG, EINVAL, EILSEQ, ENXIO, ENODEV};

	for (size_t i = 0; i < sizeof absence / sizeof *absence; i++) {
		if (error == absence[i])
			return DOCROOT_MISSING;
	}
	return DOCROOT_STARVED;
}

enum docroot_verdict
docroot_find(struct docroot *root, const char *path, struct docroot_file *file)
{
	enum docroot_verdict verdict = DOCROOT_STARVED;
	struct stat st;
	int fd = open_at(root, path, OPEN_FLAGS);

	if (fd < 0)
		return verdict_on_failure(errno);
	if (fstat(fd, &st) == 0) {
		if (S_ISREG(st.st_mode) && (st.st_mode & S_IROTH) != 0) {
			fill_file(file, fd, &st);
			return DOCROOT_FILE;
		}
		verdict =
		    S_ISDIR(st.st_mode) ? DOCROOT_DIRECTORY : DOCROOT_MISSING;
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
