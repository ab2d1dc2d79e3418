/*
 * The supervisor: binds, forks, and then only handles signals.
 *
 * It never sees a client's bytes and never holds a private key.  TERM and INT
 * end everything after what is in flight; HUP reads the configuration again;
 * USR1 logs how the processes are.
 */
#ifndef PROCESSES_SUPERVISOR_H
#define PROCESSES_SUPERVISOR_H

#include "config.h"

/**
 * supervisor_run(config, argc, argv):
 * Serve ${config}, which is moved from, until told to end.  ${argc} and
 * ${argv} are read again on a reload.  The exit status: 0, or 1 after saying
 * why on standard error.
 */
int supervisor_run(struct config *config, int argc, char **argv);

#endif
