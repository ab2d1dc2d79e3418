/*
 * One generation of children after another: each starts beside the one that
 * serves, takes over when all its children are ready, and lets the old one
 * drain.  No request fails meanwhile.
 */
#ifndef PROCESSES_SUCCESSION_H
#define PROCESSES_SUCCESSION_H

#include <stdbool.h>

struct config;
struct supervisor;

/**
 * succession_begin(supervisor, config):
 * Start the first generation, which owns ${config} from here on, and say what
 * it listens on and with which keys.  False if it cannot start, which the log
 * has been told.
 */
bool succession_begin(struct supervisor *supervisor, struct config *config);

/**
 * succession_check_ready(supervisor):
 * See which children have become ready; after the last of them the newest
 * generation takes over.
 */
void succession_check_ready(struct supervisor *supervisor);

/**
 * succession_give_up(supervisor):
 * The newest generation will not come up: keep the one that serves.  Without
 * one, the supervisor ends with status 1.
 */
void succession_give_up(struct supervisor *supervisor);

/**
 * succession_reload(supervisor):
 * Read the configuration again, and start a generation by it.  If another one
 * is just starting, this is put off; at the supervisor's end nothing is done.
 */
void succession_reload(struct supervisor *supervisor);

/**
 * succession_check_files(supervisor):
 * If certificates have changed, or a first search index has come, a reload
 * becomes due.
 */
void succession_check_files(struct supervisor *supervisor);

#endif
