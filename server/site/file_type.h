/*
 * The media type of an open file, where its name says none, and its charset.
 *
 * What was learned by looking is remembered until the file changes.
 */
#ifndef SITE_FILE_TYPE_H
#define SITE_FILE_TYPE_H

#include <stdbool.h>

#include "docroot.h"

struct file_types;
struct magic_types;

/* What is known of a file. */
struct file_type {
	const char *media;   /* "text/plain" */
	const char *charset; /* of text: "utf-8"; otherwise NULL */
};

/**
 * file_types_new(magic):
 * An empty memory of types, which guesses with ${magic} (borrowed; may be
 * NULL).  NULL without memory; released by file_types_free (NULL is legal).
 */
struct file_types *file_types_new(struct magic_types *magic);
void file_types_free(struct file_types *types);

/**
 * file_type_find(type, types, media, file):
 * What the open ${file} is: ${media} if its name has told that, else (NULL)
 * what it looks like.  The strings last until the next call.  An empty file
 * whose name says nothing is text/plain.  False if it could not be read, or
 * there was no memory for looking.
 */
bool file_type_find(struct file_type *type, struct file_types *types,
    const char *media, const struct docroot_file *file);

#endif
