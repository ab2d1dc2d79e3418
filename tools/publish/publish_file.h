/*
 * One file of a capsule on disk: written whole under a temporary name.
 */
#ifndef PUBLISH_PUBLISH_FILE_H
#define PUBLISH_PUBLISH_FILE_H

#include "beneath.h"
#include "capsule.h"

/* Modes of what is published, whatever the umask. */
#define PUBLISH_FILE_MODE 0644
#define PUBLISH_FOLDER_MODE 0755

/**
 * publish_file_temporary(path, name, index):
 * The name under which file ${index} of a build is written first, beside
 * ${name}; kept in ${path}.
 */
const char *publish_file_temporary(
    struct buffer *path, struct span name, size_t index);

/** publish_file_is_temporary(name): is it such a name, without its folder? */
bool publish_file_is_temporary(struct span name);

/**
 * publish_file_write(root, name, file):
 * Write the content of ${file}, or a copy of the document's file, to ${name} in
 * ${root}; what an interrupted build left under that temporary name is removed
 * first.  0; or -1 and errno, and no file is left.
 */
int publish_file_write(const struct beneath *root, const char *name,
    const struct capsule_file *file);

#endif
