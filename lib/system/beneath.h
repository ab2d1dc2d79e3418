/*
 * A directory, and opening what lies beneath it and nothing else.
 *
 * The kernel does the confining (openat2 with RESOLVE_BENEATH); where it lacks
 * that call, a walk by component that follows no symbolic link at all.
 */
#ifndef SYSTEM_BENEATH_H
#define SYSTEM_BENEATH_H

#include <stdbool.h>
#include <sys/types.h>

struct beneath {
	int fd; /* the directory; -1: none */
	bool has_openat2;
};

/* Which symbolic links may lie on the way. */
enum beneath_links {
	BENEATH_FOLLOW_LINKS, /* those that stay beneath the directory */
	BENEATH_NO_LINKS,     /* none */
};

/**
 * beneath_enter(root, directory):
 * Take ${directory} for the root.  0, or -1 with errno.  Released by
 * beneath_leave.
 */
int beneath_enter(struct beneath *root, const char *directory);
void beneath_leave(struct beneath *root);

/**
 * beneath_open(root, path, flags, mode, links):
 * As openat, for ${path} relative to the root ("" is the root itself), which
 * cannot lead out of it.  A descriptor, the caller's, or -1 with errno: EXDEV
 * for a path that leads out, ELOOP for a link that is not allowed.
 */
int beneath_open(const struct beneath *root, const char *path, int flags,
    mode_t mode, enum beneath_links links);

#endif
