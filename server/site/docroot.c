#include "docroot.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "absence.h"
#include "beneath.h"
#include "passage.h"
#include "real_path.h"
#include "span.h"

/* Never wait for a FIFO's writer, never get a controlling terminal. */
#define OPEN_FLAGS (O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)

/* A file that was changed so lately may change again within the same tick. */
#define FRESH_NS 50000000

struct docroot {
	struct beneath beneath;
	struct passage *passage;
};

struct docroot *
docroot_open(const char *directory)
{
	struct docroot *root = calloc(1, sizeof *root);

	if (root == NULL)
		return NULL;
	if (beneath_enter(&root->beneath, directory) != 0)
		goto free_root;
	root->passage = passage_new(&root->beneath);
	if (root->passage == NULL)
		goto leave;
	return root;

leave:
	beneath_leave(&root->beneath);
	errno = ENOMEM;
free_root:
	free(root);
	return NULL;
}

void
docroot_close(struct docroot *root)
{
	if (root == NULL)
		return;
	passage_free(root->passage);
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

/* What a failed call says. */
static enum docroot_verdict
verdict_on_failure(int error)
{
	return absence_is(error) ? DOCROOT_MISSING : DOCROOT_STARVED;
}

/*
 * Open a path, and find the one without links that it stands for.  Most have
 * none.  -1 with errno on failure.
 */
static int
open_really(struct docroot *root, const char *path, struct real_path *linked,
    struct span *where)
{
	int fd =
	    beneath_open(&root->beneath, path, OPEN_FLAGS, 0, BENEATH_NO_LINKS);

	*where = span_from(path);
	if (fd >= 0 || errno != ELOOP || !root->beneath.has_openat2)
		return fd;
	if (real_path_find(linked, &root->beneath, root->passage, path) != 0)
		return -1;
	*where = (struct span){linked->bytes, linked->len};
	return beneath_open(
	    &root->beneath, linked->bytes, OPEN_FLAGS, 0, BENEATH_NO_LINKS);
}

/* What kind of thing is it, whoever may reach it? */
static enum docroot_verdict
verdict_on_mode(mode_t mode)
{
	if (S_ISREG(mode) && (mode & S_IROTH) != 0)
		return DOCROOT_FILE;
	return S_ISDIR(mode) && (mode & S_IXOTH) != 0 ? DOCROOT_DIRECTORY
						      : DOCROOT_MISSING;
}

/* The folder that a path lies in. */
static struct span
folder_of(struct span path)
{
	size_t slash = span_find_last(path, '/');

	return (struct span){path.ptr, slash < path.len ? slash : 0};
}

/* The verdict, if everyone may pass the folder; else that it is missing. */
static enum docroot_verdict
verdict_behind(
    struct docroot *root, struct span folder, enum docroot_verdict verdict)
{
	switch (passage_check(root->passage, folder)) {
	case PASSAGE_OPEN:
		return verdict;
	case PASSAGE_CLOSED:
		return DOCROOT_MISSING;
	case PASSAGE_UNKNOWN:
		break;
	}
	return DOCROOT_STARVED;
}

/* Open what is at a path and judge it; it is left open whatever it is. */
static enum docroot_verdict
open_and_judge(struct docroot *root, const char *path,
    struct docroot_file *file, mode_t *mode)
{
	enum docroot_verdict verdict;
	struct real_path linked;
	struct span where;
	struct stat st;
	int fd = open_really(root, path, &linked, &where);

	*file = (struct docroot_file){.fd = fd};
	if (fd < 0)
		return verdict_on_failure(errno);
	if (fstat(fd, &st) != 0)
		return DOCROOT_STARVED;
	*mode = st.st_mode;
	fill_file(file, fd, &st);
	verdict = verdict_on_mode(st.st_mode);
	if (verdict == DOCROOT_MISSING)
		return verdict;
	if (verdict == DOCROOT_FILE)
		where = folder_of(where);
	return verdict_behind(root, where, verdict);
}

static void
close_file(struct docroot_file *file)
{
	if (file->fd >= 0)
		close(file->fd);
	file->fd = -1;
}

enum docroot_verdict
docroot_find(struct docroot *root, const char *path, struct docroot_file *file)
{
	mode_t mode;
	enum docroot_verdict verdict = open_and_judge(root, path, file, &mode);

	if (verdict != DOCROOT_FILE)
		close_file(file);
	return verdict;
}

enum docroot_verdict
docroot_enter(
    struct docroot *root, const char *path, struct docroot_file *directory)
{
	mode_t mode;
	enum docroot_verdict verdict =
	    open_and_judge(root, path, directory, &mode);

	if (verdict == DOCROOT_FILE ||
	    (verdict == DOCROOT_DIRECTORY && (mode & S_IROTH) == 0))
		verdict = DOCROOT_MISSING;
	if (verdict != DOCROOT_DIRECTORY)
		close_file(directory);
	return verdict;
}

/* Its own descriptor, so that reading moves no one else's place. */
static DIR *
open_names(const struct docroot_file *directory)
{
	int fd = openat(directory->fd, ".", OPEN_FLAGS | O_DIRECTORY);
	DIR *names = fd < 0 ? NULL : fdopendir(fd);

	if (names == NULL && fd >= 0)
		close(fd);
	return names;
}

int
docroot_names(const struct docroot_file *directory,
    bool (*each)(void *arg, const char *name), void *arg)
{
	DIR *names = open_names(directory);
	struct dirent *entry;
	int error = 0;

	if (names == NULL)
		return -1;
	do {
		errno = 0;
		entry = readdir(names);
		error = errno;
	} while (entry != NULL &&
		 (entry->d_name[0] == '.' || each(arg, entry->d_name)));
	closedir(names);
	errno = error;
	return error == 0 ? 0 : -1;
}

enum docroot_verdict
docroot_look(struct docroot *root, const struct docroot_file *directory,
    const char *name, const char *path, struct docroot_file *file)
{
	enum docroot_verdict verdict;
	struct stat st;

	*file = (struct docroot_file){.fd = -1};
	if (fstatat(directory->fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return verdict_on_failure(errno);
	if (S_ISLNK(st.st_mode)) {
		verdict = docroot_find(root, path, file);
		close_file(file);
		return verdict;
	}
	fill_file(file, -1, &st);
	return verdict_on_mode(st.st_mode);
}

bool
docroot_identity_equal(
    const struct docroot_identity *a, const struct docroot_identity *b)
{
	return !a->fresh && !b->fresh && a->device == b->device &&
	       a->inode == b->inode && a->size == b->size &&
	       a->changed_ns == b->changed_ns;
}
