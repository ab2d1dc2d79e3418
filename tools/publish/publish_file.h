/*
 * Files and directories of a capsule on disk: written whole under a temporary
 * name, their modes the same whatever the umask.
 */
#ifndef PUBLISH_PUBLISH_FILE_H
#define PUBLISH_PUBLISH_FILE_H

#include "capsule.h"
#include "manifest.h"

/**
 * publish_file_make_directory(at, path), publish_file_make_parents(at, path):
 * Make the directory ${path}; or all above its last segment that are missing.
 * 0, or -1 and errno; that the directory exists already is an error of the
 * first only.
 */
int publish_file_make_directory(int at, const char *path);
int publish_file_make_parents(int at, const char *path);

/**
 * publish_file_temporary(path, name, index):
 * The name under which file ${index} of a build is written first, beside
 * ${name}; kept in ${path}.
 */
const char *publish_file_temporary(
    struct buffer *path, struct span name, size_t index);

/**
 * publish_file_write(directory, folder, name, file):
 * Write the content of ${file}, or a copy of the document's file in ${folder},
 * to the new file ${name}.  0; or -1 and errno, and no file is left.
 */
int publish_file_write(int directory, int folder, const char *name,
    const struct capsule_file *file);

/**
 * publish_file_remove_leftovers(directory, files):
 * Remove all temporary files from ${directory} and from those beneath it that
 * ${files} are in.
 */
void publish_file_remove_leftovers(
    int directory, const struct manifest_names *files);

#endif
