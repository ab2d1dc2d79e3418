/*
 * Files whose changes matter, and whether they have changed.
 *
 * A file is another one when its inode, size or times are: editors that write
 * beside a file and rename are noticed, and so is a file that is gone or comes
 * back.
 */
#ifndef WATCH_WATCHED_FILES_H
#define WATCH_WATCHED_FILES_H

#include <stdbool.h>
#include <stddef.h>

struct watched_file;

/* Begin with {0}. */
struct watched_files {
	struct watched_file *items;
	size_t count;
};

/**
 * watched_files_add(files, path):
 * Watch ${path}, a file, or a folder for its names; as it is now, if it was not
 * watched already.  True if it is new.
 */
bool watched_files_add(struct watched_files *files, const char *path);

/**
 * watched_files_have_changed(files):
 * Has any of them, since this was last asked?
 */
bool watched_files_have_changed(struct watched_files *files);

/** watched_files_path(files, index): the path of one of them. */
const char *watched_files_path(const struct watched_files *files, size_t index);

/**
 * watched_files_settle_folders(files):
 * What is in the folders now is what was to be expected there.
 */
void watched_files_settle_folders(struct watched_files *files);

/** watched_files_free(files): release what it holds. */
void watched_files_free(struct watched_files *files);

#endif
