/*
 * The supervisor: binds, forks, and then only handles signals.
 *
 * It never sees a client's bytes and never holds a private key.  TERM and INT
 * end everything after what is in flight; HUP reads the configuration again;
 * USR1 logs how the processes are.
 */
#ifndef PROCESSES_SUPERVISOR_H
#define PROCESSES_SUPERVISOR_H

struct config;

/**
 * supervisor_run(config, read_again, arg):
 * Serve ${config}, which is moved from, until told to end.  On a reload
 * ${read_again} fills a configuration anew: 0, or -1 after saying why not, with
 * nothing to release.  The exit status: 0, or 1 after saying why on standard
 * error.
 */
int supervisor_run(struct config *config,
    int (*read_again)(void *arg, struct config *config), void *arg);

#endif
