/*
 * A folder of our own for as long as we run.
 */
#ifndef WATCH_TEMPORARY_FOLDER_H
#define WATCH_TEMPORARY_FOLDER_H

struct temporary_folder {
	char *path; /* NULL: there is none */
};

/**
 * temporary_folder_make(folder):
 * Make it, in $TMPDIR or /tmp, such that everyone may pass it and only we may
 * write there.  0, or -1 with errno.
 */
int temporary_folder_make(struct temporary_folder *folder);

/** temporary_folder_file(folder, name): the path of ${name}; the caller frees.
 */
char *temporary_folder_file(
    const struct temporary_folder *folder, const char *name);

/**
 * temporary_folder_remove(folder):
 * Remove it with all that is in it; links are removed, not followed.  0, or -1
 * with errno if something is left.
 */
int temporary_folder_remove(struct temporary_folder *folder);

#endif
