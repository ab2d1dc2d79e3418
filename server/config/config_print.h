/*
 * A configuration as lozenged.conf(5) has it.
 */
#ifndef CONFIG_CONFIG_PRINT_H
#define CONFIG_CONFIG_PRINT_H

#include <stdio.h>

struct config;

/**
 * config_print(stream, config):
 * Write ${config} as lozenged.conf(5) has it: read back, from whatever
 * directory, it is the same.  0, or -1 with errno.
 */
int config_print(FILE *stream, const struct config *config);

#endif
