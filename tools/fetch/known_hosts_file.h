/*
 * The known-hosts file: where it is, what it holds, and a safe way to add to
 * it while others do the same.
 */
#ifndef FETCH_KNOWN_HOSTS_FILE_H
#define FETCH_KNOWN_HOSTS_FILE_H

#include "buffer.h"

/* A file larger than this is not one of ours. */
#define KNOWN_HOSTS_FILE_MAX ((size_t)4 << 20)

/* The file, open for one check and perhaps one addition. */
struct known_hosts_file {
	char *path;         /* owned */
	int directory;      /* descriptor, locked while open; owned */
	struct buffer text; /* what the file held; owned */
};

/**
 * known_hosts_file_open(file):
 * Find the file ($LOZENGE_KNOWN_HOSTS, else lozenge/known_hosts beneath
 * $XDG_DATA_HOME, else beneath ~/.local/share), make its directory if missing,
 * wait for others who hold its lock, and read it; a missing file is empty.
 * 0, or -1 and errno: ENOENT if the environment names no place (path is
 * NULL then), EINVAL if it names what is no regular file, EFBIG beyond
 * KNOWN_HOSTS_FILE_MAX.  known_hosts_file_close is due either way.
 */
int known_hosts_file_open(struct known_hosts_file *file);

/**
 * known_hosts_file_replace(file):
 * Write file->text beside the file, mode 0600, and rename it over: readers see
 * the old or the new one, whole.  0, or -1 and errno.
 */
int known_hosts_file_replace(const struct known_hosts_file *file);

/** known_hosts_file_close(file): unlock and release. */
void known_hosts_file_close(struct known_hosts_file *file);

#endif
