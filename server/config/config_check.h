/*
 * Are the files and directories there that a configuration names?
 */
#ifndef CONFIG_CONFIG_CHECK_H
#define CONFIG_CONFIG_CHECK_H

struct config;

/**
 * config_check(config):
 * Are the directories and files that ${config} names there, and may this
 * process read them?  Says what is not, one line each, on standard error.
 * Returns how many faults there are.
 */
unsigned config_check(const struct config *config);

#endif
