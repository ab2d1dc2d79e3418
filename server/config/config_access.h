/*
 * May the workers read a file, as the user that they become?
 */
#ifndef CONFIG_CONFIG_ACCESS_H
#define CONFIG_CONFIG_ACCESS_H

#include <stdbool.h>

#include "buffer.h"

struct config;

/**
 * config_access_directory(out, path):
 * Append the directory that ${path} is in, "." if it names none, and a NUL.
 * False without memory.
 */
bool config_access_directory(struct buffer *out, const char *path);

/**
 * config_access_try(config, path):
 * Read ${path} as a worker would: its directory is opened by who we are now,
 * the file by who the workers become.  0, or -1 with errno.
 */
int config_access_try(const struct config *config, const char *path);

#endif
