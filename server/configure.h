/*
 * What a host has asked of lozenged: the command line and lozenged.conf(5)
 * brought into one checked value.
 */
#ifndef SERVER_CONFIGURE_H
#define SERVER_CONFIGURE_H

#include "options.h"

struct config;

/**
 * configure_read(config, argc, argv):
 * Read the command line, and the file it names with -c, into ${config}; long
 * options win over the file.  Says on standard error what is wrong, one line
 * each: "lozenged: --option: ..." or "FILE:LINE: ...".
 * On anything but the two ERROR actions the caller releases ${config} with
 * config_free.
 */
enum options_action configure_read(
    struct config *config, int argc, char **argv);

#endif
