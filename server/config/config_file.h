/*
 * lozenged.conf(5): from a file to a struct config.
 */
#ifndef CONFIG_CONFIG_FILE_H
#define CONFIG_CONFIG_FILE_H

#include "config.h"

/**
 * config_file_read(config, file):
 * Lay ${file} over ${config}, which has its defaults and no capsule.  The
 * sockets it names replace all of the same protocol.  Relative paths are
 * taken from the file's directory.
 *
 * 0, or -1 when the file cannot be read or something in it is wrong, with
 * every fault said on standard error as "FILE:LINE: ..."; ${config} is then
 * good for config_free alone.
 */
int config_file_read(struct config *config, const char *file);

#endif
