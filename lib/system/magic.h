/*
 * The media type of bytes whose file name says nothing, by libmagic.
 */
#ifndef SYSTEM_MAGIC_H
#define SYSTEM_MAGIC_H

#include <stddef.h>

/* The loaded database; opaque. */
struct magic_types;

/**
 * magic_types_load():
 * Load the system's database, which needs the file system: call it before the
 * sandbox is up.  NULL without it (then nothing is guessed), with errno: ENOMEM
 * if it may be there all the same.  Released by magic_types_free, for which
 * NULL is legal.
 */
struct magic_types *magic_types_load(void);
void magic_types_free(struct magic_types *types);

/**
 * magic_types_guess(types, bytes, count):
 * The media type of the first ${count} ${bytes} of a file, without parameters:
 * "image/png".  "application/octet-stream" if nothing is known of it or
 * ${types} is NULL.  Valid until the next call.  NULL without memory.
 *
 * Made for what is no text.  For text, libmagic would compile some seventy
 * patterns at each call: milliseconds, and thousands of allocations.
 */
const char *magic_types_guess(
    struct magic_types *types, const char *bytes, size_t count);

#endif
