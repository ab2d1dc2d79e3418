/*
 * Noticing that certificates have been replaced.
 */
#ifndef PROCESSES_CERTIFICATE_WATCH_H
#define PROCESSES_CERTIFICATE_WATCH_H

#include <stdbool.h>

#include "config.h"

struct certificate_watch {
	int fd; /* readable when something has changed; -1: nothing is watched
		 */
};

/**
 * certificate_watch_configured(watch, config):
 * Watch the files that ${config} names, from now on.  Those of earlier
 * configurations stay watched: at worst, a reload finds nothing new.
 */
void certificate_watch_configured(
    struct certificate_watch *watch, const struct config *config);

/**
 * certificate_watch_store(watch, config):
 * The same for the certificates that Lozenge makes itself, once those that were
 * missing have been made: --renew replaces them.
 */
void certificate_watch_store(
    struct certificate_watch *watch, const struct config *config);

/** certificate_watch_has_changed(watch): since it was last asked. */
bool certificate_watch_has_changed(struct certificate_watch *watch);

#endif
