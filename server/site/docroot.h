/*
 * The capsule's directory as the server sees it: what lies beneath it and may
 * be served.
 */
#ifndef SITE_DOCROOT_H
#define SITE_DOCROOT_H

#include <stdbool.h>
#include <stdint.h>

/* A root directory; opaque. */
struct docroot;

/* What stands at a path. */
enum docroot_verdict {
	DOCROOT_FILE,      /* regular and world-readable */
	DOCROOT_DIRECTORY, /* a directory that everyone may pass */
	DOCROOT_MISSING,   /* nothing, or nothing we may serve */
	DOCROOT_STARVED,   /* cannot be told now, as without descriptors */
};

/* What a file was when it was opened: enough to know it again. */
struct docroot_identity {
	uint64_t device;
	uint64_t inode;
	int64_t size; /* bytes */
	int64_t changed_ns;
	bool fresh; /* changed just now: the clock may not tell the next change
		     */
};

struct docroot_file {
	int fd; /* the caller's to close; -1: not open */
	struct docroot_identity identity;
	int64_t modified_s; /* seconds since 1970 */
};

/**
 * docroot_open(directory):
 * Open the root ${directory}.  NULL with errno on failure.  Released by
 * docroot_close, for which NULL is legal.
 */
struct docroot *docroot_open(const char *directory);
void docroot_close(struct docroot *root);

/**
 * docroot_walk(root):
 * From now on resolve paths as on a kernel without openat2.
 */
void docroot_walk(struct docroot *root);

/** docroot_fd(root): the directory's descriptor, for the sandbox; borrowed. */
int docroot_fd(const struct docroot *root);

/**
 * docroot_find(root, path, file):
 * Look at ${path} (relative and NUL-terminated, see path.h; "" is the root)
 * and open it if it is a file that may be served, into ${file}; nothing else
 * is left open.  Never blocks on a FIFO or device, never follows a link out of
 * the root.
 *
 * Missing is also what not everyone may reach: see passage.h.  Where links lie
 * on the way, the folders that they really lead through count.
 */
enum docroot_verdict docroot_find(
    struct docroot *root, const char *path, struct docroot_file *file);

/**
 * docroot_enter(root, path, directory):
 * Open a directory that everyone may read and pass, into ${directory}:
 * DOCROOT_DIRECTORY, MISSING or STARVED.
 */
enum docroot_verdict docroot_enter(
    struct docroot *root, const char *path, struct docroot_file *directory);

/**
 * docroot_names(directory, each, arg):
 * Call ${each} with the name of every entry of ${directory}, which was entered
 * a moment ago, but those that begin with a dot, in no order, until it returns
 * false.  0, or -1 with errno.
 */
int docroot_names(const struct docroot_file *directory,
    bool (*each)(void *arg, const char *name), void *arg);

/**
 * docroot_look(root, directory, name, path, file):
 * The same as docroot_find for ${path}, the entry ${name} of ${directory}, but
 * nothing is opened, and so it takes less.
 */
enum docroot_verdict docroot_look(struct docroot *root,
    const struct docroot_file *directory, const char *name, const char *path,
    struct docroot_file *file);

/** docroot_identity_equal(a, b): is it for sure the same, unchanged file? */
bool docroot_identity_equal(
    const struct docroot_identity *a, const struct docroot_identity *b);

#endif
